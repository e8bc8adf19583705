import { act, render, screen, waitFor } from '@testing-library/react';
import { EditorView } from '@codemirror/view';
import { forEachDiagnostic } from '@codemirror/lint';
import CodeEditor from './CodeEditor';
import { EditorHandle, EditorProps } from './editorParts';

// jsdom draws nothing, and so measures nothing
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => new DOMRect();

const POLICY = '{\n  "Version": "2012-10-17",\n  "Statement": []\n}';

function setUp(props: Partial<EditorProps> = {}) {
  let handle: EditorHandle | null = null;
  const onChange = jest.fn();
  const element = (more: Partial<EditorProps> = {}) => (
    <CodeEditor
      value={POLICY}
      label="Inline policy (JSON)"
      describedBy="help"
      invalid={false}
      onChange={onChange}
      onLeave={() => undefined}
      onReady={ready => {
        handle = ready;
      }}
      {...props}
      {...more}
    />
  );
  const { rerender } = render(element());
  const box = screen.getByRole('textbox', { name: 'Inline policy (JSON)' });
  const view = EditorView.findFromDOM(box)!;
  const said = () => {
    const all: [number, string, string][] = [];
    forEachDiagnostic(view.state, ({ severity, message }, from) =>
      all.push([view.state.doc.lineAt(from).number, severity, message]),
    );
    return all;
  };
  return {
    box,
    view,
    said,
    onChange,
    handle: handle!,
    render: (more: Partial<EditorProps>) => rerender(element(more)),
  };
}

describe('CodeEditor', () => {
  it('has a name, help and line numbers, and tells what is wrong', () => {
    const { box, render: again } = setUp();
    expect(box).toHaveAttribute('aria-describedby', 'help');
    expect(document.querySelector('.cm-lineNumbers')).toHaveTextContent('4');
    again({ invalid: true });
    expect(box).toBeInvalid();
  });

  it('hands on what is typed', () => {
    const { view, onChange } = setUp();
    act(() => view.dispatch({ changes: { from: 0, insert: ' ' } }));
    expect(onChange).toHaveBeenLastCalledWith(` ${POLICY}`);
  });

  it('leaves Tab to the page', () => {
    const { box } = setUp();
    const event = new KeyboardEvent('keydown', {
      key: 'Tab',
      keyCode: 9,
      bubbles: true,
      cancelable: true,
    });
    box.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });

  it('moves the cursor to a line, and no further than there are any', () => {
    const { view, handle } = setUp();
    const cursorLine = () =>
      view.state.doc.lineAt(view.state.selection.main.head).number;
    act(() => handle.show({ line: 3, column: 4 }));
    expect(cursorLine()).toBe(3);
    expect(view.state.sliceDoc(view.state.selection.main.head)).toMatch(
      /^Statement/,
    );
    act(() => handle.show({ line: 90, column: 90 }));
    expect(cursorLine()).toBe(4);
  });

  it('tells at its line that it is no JSON', async () => {
    const { said, render: again } = setUp();
    again({ value: '{\n  "Version": oops\n}' });
    await waitFor(() => expect(said()).toHaveLength(1));
    expect(said()[0]).toEqual([2, 'error', expect.stringMatching(/JSON/)]);
  });

  it('tells what the server said of this text, and nothing of another', async () => {
    const { said, render: again } = setUp();
    const mark = {
      place: { pointer: '/Statement', line: 3, column: 3 },
      level: 'high' as const,
      message: '<b>Wide</b>',
    };
    again({ marks: { text: POLICY, marks: [mark] } });
    await waitFor(() =>
      expect(said()).toEqual([[3, 'warning', '<b>Wide</b>']]),
    );
    again({ marks: { text: `${POLICY} `, marks: [mark] } });
    await waitFor(() => expect(said()).toEqual([]));
  });
});
