import { useEffect, useMemo, useRef } from 'react';
import { json } from '@codemirror/lang-json';
import { ensureSyntaxTree } from '@codemirror/language';
import { Diagnostic, lintGutter, linter } from '@codemirror/lint';
import { EditorState, StateEffect, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useTheme } from '@material-ui/core/styles';
import CodeMirror from '@uiw/react-codemirror';
import { Level } from './FindingLevel';
import {
  EditorHandle,
  EditorMark,
  EditorMarks,
  EditorProps,
} from './editorParts';
import { editorTheme } from './editorTheme';

/** A text that is being typed is wrong most of the time: told after a pause. */
const PAUSE_MS = 400;
/** A policy is parsed in a few; more would be felt. */
const PARSE_MS = 50;

const severities: Record<Level, Diagnostic['severity']> = {
  error: 'error',
  high: 'warning',
  medium: 'warning',
  note: 'info',
};

/** Nothing that hides text or takes keys that pages and screen readers use. */
const setup = {
  foldGutter: false,
  foldKeymap: false,
  autocompletion: false,
  completionKeymap: false,
  searchKeymap: false,
  highlightSelectionMatches: false,
  allowMultipleSelections: false,
};

function offsetOf(doc: Text, line: number, column: number): number {
  const { from, length } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return from + Math.min(Math.max(column, 1) - 1, length);
}

function diagnosticOf(doc: Text, { place, level, message }: EditorMark) {
  const from = offsetOf(doc, place.line, place.column);
  const rest = doc.sliceString(from, doc.lineAt(from).to);
  const to = from + rest.replace(/[\s,]+$/, '').length;
  return { from, to, severity: severities[level], message };
}

/** Browsers differ in whether they tell the place, so the grammar does. */
function firstError(state: EditorState): number {
  let found: number | undefined;
  ensureSyntaxTree(state, state.doc.length, PARSE_MS)?.iterate({
    enter({ type, from }) {
      if (type.isError) found ??= from;
      return found === undefined;
    },
  });
  return Math.min(found ?? 0, state.doc.length);
}

function notJson(state: EditorState): Diagnostic[] {
  try {
    JSON.parse(state.doc.toString());
    return [];
  } catch (error) {
    const { message } = error as Error;
    const from = firstError(state);
    const { to } = state.doc.lineAt(from);
    return [{ from, to, severity: 'error', message }];
  }
}

/** What the server said of this very text; else whether it is JSON at all. */
function diagnose(view: EditorView, marks: EditorMarks | undefined) {
  const { doc } = view.state;
  if (doc.toString().trim() === '') return [];
  if (marks && marks.text === doc.toString()) {
    return marks.marks
      .filter(({ place }) => place.line <= doc.lines)
      .map(one => diagnosticOf(doc, one));
  }
  return notJson(view.state);
}

function handleOf(view: EditorView): EditorHandle {
  return {
    focus: () => view.focus(),
    show({ line, column }) {
      const anchor = offsetOf(view.state.doc, line, column);
      view.dispatch({
        selection: { anchor },
        effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
      });
      view.focus();
    },
  };
}

const marksChanged = StateEffect.define<null>();

/** The latest of what changes with each render, for what lives longer. */
function useLatest<T>(value: T) {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}

/** The editor itself; in a chunk of its own, for whoever writes a policy. */
export default function CodeEditor(props: EditorProps) {
  const { value, label, describedBy, invalid, marks } = props;
  const theme = useTheme();
  const view = useRef<EditorView>();
  const latest = useLatest(props);
  const onChange = useRef((text: string) => latest.current.onChange(text));
  const colours = useMemo(() => editorTheme(theme), [theme]);
  const extensions = useMemo(
    () => [
      json(),
      EditorView.lineWrapping,
      lintGutter(),
      linter(one => diagnose(one, latest.current.marks), {
        delay: PAUSE_MS,
        needsRefresh: update =>
          update.transactions.some(({ effects }) =>
            effects.some(effect => effect.is(marksChanged)),
          ),
      }),
      EditorView.domEventHandlers({ blur: () => latest.current.onLeave() }),
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-describedby': describedBy,
        'aria-invalid': String(invalid),
        spellcheck: 'false',
      }),
    ],
    [label, describedBy, invalid, latest],
  );
  useEffect(() => {
    view.current?.dispatch({ effects: marksChanged.of(null) });
  }, [marks]);
  useEffect(() => () => latest.current.onReady(null), [latest]);
  return (
    <CodeMirror
      value={value}
      theme={colours}
      basicSetup={setup}
      // Tab goes on to the next field, as everywhere on the page
      indentWithTab={false}
      extensions={extensions}
      maxHeight="420px"
      onChange={onChange.current}
      onCreateEditor={created => {
        view.current = created;
        latest.current.onReady(handleOf(created));
      }}
    />
  );
}
