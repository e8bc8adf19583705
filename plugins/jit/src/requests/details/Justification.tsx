import Linkify from 'linkify-react';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  text: {
    ...theme.typography.body1,
    borderLeft: `4px solid ${theme.palette.divider}`,
    margin: theme.spacing(1, 0, 2),
    padding: theme.spacing(0.5, 2),
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
}));

const linkOptions = {
  target: '_blank',
  rel: 'noopener noreferrer',
  render: (link: { attributes: object; content: string }) => (
    <Link {...link.attributes} underline="always">
      {link.content}
    </Link>
  ),
  // A bare word with a dot in it is no link that anybody meant
  validate: { url: (value: string) => /^https?:\/\//.test(value) },
};

/** What a person wrote: text with live links, never markup. */
export function PersonsText({ text }: { text: string }) {
  const classes = useStyles();
  return (
    <blockquote className={classes.text}>
      <Linkify options={linkOptions}>{text}</Linkify>
    </blockquote>
  );
}
