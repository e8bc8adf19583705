import { useState } from 'react';
import { CopyTextButton } from '@backstage/core-components';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Switch from '@material-ui/core/Switch';
import { makeStyles } from '@material-ui/core/styles';
import { classNames } from '../shared/classNames';
import { ColourFamily, inkOf } from '../shared/palette';
import { useWords } from '../translation';
import { policyLines } from './policyLines';

function families<TStyle>(style: (family: ColourFamily) => TStyle) {
  return {
    red: style('red'),
    amber: style('amber'),
    grey: style('grey'),
    blue: style('blue'),
    green: style('green'),
  };
}

const useStyles = makeStyles(theme => ({
  bar: { display: 'flex', alignItems: 'center', justifyContent: 'flex-end' },
  block: {
    margin: theme.spacing(0, 0, 2),
    padding: theme.spacing(1, 0),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.default,
    color: theme.palette.text.primary,
    fontFamily: 'monospace',
    fontSize: 13,
    lineHeight: 1.6,
    tabSize: 2,
    overflowX: 'auto',
    whiteSpace: 'pre',
  },
  wrap: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  line: {
    display: 'block',
    position: 'relative',
    minHeight: '1.6em',
    minWidth: 'max-content',
    padding: theme.spacing(0, 1, 0, 7),
    '$wrap &': { minWidth: 0 },
    // Not in the text, so that what is marked and copied is the policy alone
    '&::before': {
      content: 'attr(data-line)',
      position: 'absolute',
      left: 0,
      width: theme.spacing(5),
      textAlign: 'right',
      color: theme.palette.text.secondary,
    },
  },
  blank: { color: theme.palette.text.secondary, fontStyle: 'italic' },
  ...families(family => {
    const { text, fill } = inkOf(theme, family);
    return {
      color: text,
      backgroundColor: fill,
      boxShadow: `inset 4px 0 ${text}`,
      '&::before': { color: text },
    };
  }),
}));

/** The element of a line, to lead there. */
export function lineId(id: string, line: number): string {
  return `${id}-line-${line}`;
}

/**
 * A policy to read: its own characters and nothing else, numbered, and copied
 * byte for byte. Text alone: nothing in it becomes markup or a link.
 */
export function PolicyText(props: {
  id: string;
  policy: string;
  /** Its name, for a screen reader. */
  label: string;
  /** Lines to look at. */
  marks?: ReadonlyMap<number, ColourFamily>;
}) {
  const { id, policy, label, marks } = props;
  const t = useWords();
  const classes = useStyles();
  const [wraps, setWraps] = useState(true);
  const colourOf = (line: number) => {
    const family = marks?.get(line);
    return family && classes[family];
  };
  return (
    <>
      <div className={classes.bar}>
        <FormControlLabel
          control={
            <Switch
              size="small"
              color="primary"
              checked={wraps}
              onChange={event => setWraps(event.target.checked)}
            />
          }
          label={t('customSet.wrap')}
        />
        <CopyTextButton
          text={policy}
          aria-label={t('customSet.copyPolicy')}
          tooltipText={t('common.action.copied')}
        />
      </div>
      {/* Long lines scroll sideways, so the keyboard must reach them */}
      {/* eslint-disable jsx-a11y/no-noninteractive-tabindex */}
      <pre
        className={classNames(classes.block, wraps && classes.wrap)}
        role="region"
        aria-label={label}
        tabIndex={0}
      >
        {policyLines(policy).map(line =>
          line.kind === 'blank' ? (
            <span
              key={line.from}
              className={classNames(classes.line, classes.blank)}
              data-line={line.from}
            >
              {t('customSet.blankLines', { count: line.count })}
            </span>
          ) : (
            <span
              key={line.number}
              id={lineId(id, line.number)}
              tabIndex={-1}
              className={classNames(classes.line, colourOf(line.number))}
              data-line={line.number}
            >
              {line.text}
            </span>
          ),
        )}
      </pre>
    </>
  );
}
