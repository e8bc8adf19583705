/**
 * Text that is cut rather than wrapped; the rest is in the tooltip.
 *
 * @param props - `width` in pixels at most; absent: what its column has anyway
 */
export function OneLine(props: { text?: string; width?: number }) {
  const { text, width } = props;
  if (!text) return null;
  return (
    <span
      title={text}
      data-of-column
      style={{
        display: 'block',
        ...(width ? { maxWidth: width } : { width: 0, minWidth: '100%' }),
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      }}
    >
      {text}
    </span>
  );
}
