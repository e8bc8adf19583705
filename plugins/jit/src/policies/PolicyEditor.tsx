import { MouseEvent, Suspense, lazy, useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import Typography from '@material-ui/core/Typography';
import { Theme, makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  PolicySize,
  nonBlankLength,
} from '@jit-portal/backstage-plugin-jit-common';
import { ActionButton } from '../shared/ActionButton';
import { classNames } from '../shared/classNames';
import { inkOf } from '../shared/palette';
import { useWords } from '../translation';
import { EditorHandle, EditorMarks } from './editorParts';
import { exampleNames, takesExamples, withExample } from './examples';
import { formatJson, isJson } from './formatJson';

/*
 * A chunk of its own: it costs nothing until somebody chooses Custom. Where it
 * cannot be had, after a deployment perhaps, a plain box does.
 */
const CodeEditor = lazy(() =>
  import('./CodeEditor').catch(() => import('./PlainEditor')),
);

/** The theme's own red fails contrast on dark paper. */
const legible = (theme: Theme) => ({
  '&.Mui-error': { color: inkOf(theme, 'red').text },
});

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: theme.spacing(2, 0, 1),
  },
  name: { flexGrow: 1 },
  frame: {
    border: `1px solid ${theme.palette.text.secondary}`,
    borderRadius: theme.shape.borderRadius,
    overflow: 'hidden',
    '&:focus-within': {
      borderColor: theme.palette.primary.main,
      boxShadow: `0 0 0 1px ${theme.palette.primary.main}`,
    },
  },
  wrong: {
    borderColor: inkOf(theme, 'red').text,
    '&:focus-within': {
      borderColor: inkOf(theme, 'red').text,
      boxShadow: `0 0 0 1px ${inkOf(theme, 'red').text}`,
    },
  },
  below: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 2) },
  error: { flexGrow: 1, overflowWrap: 'anywhere', ...legible(theme) },
  count: { marginLeft: 'auto', whiteSpace: 'nowrap', ...legible(theme) },
}));

function InsertExample(props: {
  value: string;
  accountId: string;
  onChange(value: string): void;
}) {
  const { value, accountId, onChange } = props;
  const t = useWords();
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <ActionButton
        aria-haspopup="menu"
        aria-controls={anchor ? id : undefined}
        because={
          takesExamples(value) ? undefined : t('policies.editor.mendFirst')
        }
        onClick={(event: MouseEvent<HTMLElement>) =>
          setAnchor(event.currentTarget)
        }
      >
        {t('policies.editor.insertExample')}
      </ActionButton>
      <Menu
        id={id}
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={() => setAnchor(null)}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        {exampleNames.map(name => (
          <MenuItem
            key={name}
            onClick={() => {
              setAnchor(null);
              onChange(withExample(value, name, accountId));
            }}
          >
            {t(`policies.editor.example.${name}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

/** How much of the room is taken, as AWS counts. */
function Counter(props: { value: string; max: number }) {
  const t = useWords();
  const classes = useStyles();
  const number = new Intl.NumberFormat();
  const taken = nonBlankLength(props.value);
  return (
    <FormHelperText className={classes.count} error={taken > props.max}>
      {t('policies.editor.count', {
        n: number.format(taken),
        max: number.format(props.max),
      })}
    </FormHelperText>
  );
}

/** Where an inline policy is written. */
export function PolicyEditor(props: {
  value: string;
  /** Examples name it. */
  accountId: string;
  /** The server's own count, once it has counted. */
  size?: PolicySize;
  /** Room that a policy has at most. */
  maxNonBlank: number;
  marks?: EditorMarks;
  error?: string;
  inputRef(handle: EditorHandle | null): void;
  onChange(value: string): void;
  onLeave(): void;
}) {
  const { value, error, onChange } = props;
  const t = useWords();
  const classes = useStyles();
  const id = useId();
  return (
    <div>
      <div className={classes.bar}>
        <Typography
          variant="subtitle2"
          component="span"
          className={classes.name}
        >
          {t('policies.editor.label')}
        </Typography>
        <Button
          size="small"
          variant="outlined"
          disabled={!isJson(value) || formatJson(value) === value}
          onClick={() => onChange(formatJson(value))}
        >
          {t('policies.editor.format')}
        </Button>
        <InsertExample
          value={value}
          accountId={props.accountId}
          onChange={onChange}
        />
      </div>
      <div className={classNames(classes.frame, error && classes.wrong)}>
        <Suspense fallback={<Skeleton variant="rect" height={190} />}>
          <CodeEditor
            value={value}
            label={t('policies.editor.label')}
            describedBy={id}
            invalid={Boolean(error)}
            marks={props.marks}
            onChange={onChange}
            onLeave={props.onLeave}
            onReady={props.inputRef}
          />
        </Suspense>
      </div>
      <div className={classes.below}>
        <FormHelperText
          id={id}
          className={classes.error}
          error={Boolean(error)}
        >
          {error ?? t('policies.editor.help')}
        </FormHelperText>
        <Counter
          value={value}
          max={props.size?.maxNonBlank ?? props.maxNonBlank}
        />
      </div>
    </div>
  );
}
