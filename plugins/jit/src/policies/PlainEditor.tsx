import { useEffect, useRef } from 'react';
import { EditorProps } from './editorParts';

/** A plain box, where the editor could not be loaded: nobody is kept from asking. */
export default function PlainEditor(props: EditorProps) {
  const { onReady } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const ready = useRef(onReady);
  ready.current = onReady;
  useEffect(() => {
    ready.current({
      focus: () => box.current?.focus(),
      show({ line, column }) {
        const lines = box.current!.value.split('\n').slice(0, line - 1);
        const at = lines.reduce((sum, one) => sum + one.length + 1, column - 1);
        box.current!.focus();
        box.current!.setSelectionRange(at, at);
      },
    });
    return () => ready.current(null);
  }, []);
  return (
    <textarea
      ref={box}
      rows={12}
      spellCheck={false}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid}
      value={props.value}
      onChange={event => props.onChange(event.target.value)}
      onBlur={props.onLeave}
      style={{
        display: 'block',
        width: '100%',
        boxSizing: 'border-box',
        border: 0,
        padding: 8,
        font: '13px/1.6 monospace',
        color: 'inherit',
        background: 'transparent',
        resize: 'vertical',
      }}
    />
  );
}
