import { Content, Header, Page } from '@backstage/core-components';
import Avatar from '@material-ui/core/Avatar';
import Card from '@material-ui/core/Card';
import CardActionArea from '@material-ui/core/CardActionArea';
import CardHeader from '@material-ui/core/CardHeader';
import { makeStyles } from '@material-ui/core/styles';
import { DemoPerson } from './demoUser';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fill, minmax(280px, 1fr))',
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  card: { height: '100%' },
  action: { height: '100%' },
  // Backstage's theme counts on content below a header
  header: { paddingBottom: theme.spacing(2) },
}));

function initialsOf(name: string): string {
  return name
    .split(' ')
    .map(word => word[0])
    .join('');
}

/** A card for each person one can be. */
export function DemoPeople(props: {
  people: DemoPerson[];
  onChoose: (name: string) => void;
}) {
  const classes = useStyles();
  return (
    <Page themeId="home">
      <Header
        title="Who do you want to be?"
        subtitle="Demo: no real AWS. Each browser tab has an identity of its own."
      />
      <Content>
        <ul className={classes.list}>
          {props.people.map(one => (
            <li key={one.name}>
              <Card className={classes.card}>
                <CardActionArea
                  className={classes.action}
                  onClick={() => props.onChoose(one.name)}
                >
                  <CardHeader
                    className={classes.header}
                    avatar={<Avatar>{initialsOf(one.displayName)}</Avatar>}
                    title={one.displayName}
                    titleTypographyProps={{ variant: 'h6' }}
                    subheader={one.description}
                  />
                </CardActionArea>
              </Card>
            </li>
          ))}
        </ul>
      </Content>
    </Page>
  );
}
