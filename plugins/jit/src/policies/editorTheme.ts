import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { Theme, alpha } from '@material-ui/core/styles';
import { inkOf } from '../shared/palette';

/** The portal's own palette, so that the editor is light or dark as the page is. */
export function editorTheme(theme: Theme): Extension {
  const { palette } = theme;
  const dark = palette.type === 'dark';
  const ink = (family: Parameters<typeof inkOf>[1]) => inkOf(theme, family);
  const chrome = EditorView.theme(
    {
      '&': {
        color: palette.text.primary,
        backgroundColor: palette.background.default,
        fontSize: '13px',
      },
      // Drawn by the frame around it
      '&.cm-focused': { outline: 'none' },
      '.cm-scroller': {
        fontFamily: 'monospace',
        lineHeight: 1.6,
        overflow: 'auto',
      },
      '.cm-content': { caretColor: palette.text.primary, minHeight: '180px' },
      '.cm-cursor': { borderLeftColor: palette.text.primary },
      '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
        { backgroundColor: alpha(palette.text.primary, dark ? 0.28 : 0.18) },
      '.cm-gutters': {
        color: palette.text.secondary,
        backgroundColor: palette.background.default,
        borderRight: `1px solid ${palette.divider}`,
      },
      '.cm-activeLine': {
        backgroundColor: alpha(palette.text.primary, 0.05),
      },
      '.cm-activeLineGutter': {
        color: palette.text.primary,
        backgroundColor: alpha(palette.text.primary, 0.08),
      },
      '&.cm-focused .cm-matchingBracket': {
        backgroundColor: alpha(palette.text.primary, 0.16),
      },
      '.cm-tooltip': {
        color: palette.text.primary,
        backgroundColor: palette.background.paper,
        border: `1px solid ${palette.divider}`,
        maxWidth: 'min(480px, 90vw)',
      },
      '.cm-diagnostic-error': { borderLeftColor: ink('red').text },
      '.cm-diagnostic-warning': { borderLeftColor: ink('amber').text },
      '.cm-diagnostic-info': { borderLeftColor: ink('grey').text },
    },
    { dark },
  );
  const colours = HighlightStyle.define([
    { tag: tags.propertyName, color: ink('blue').text },
    { tag: tags.string, color: ink('green').text },
    { tag: [tags.number, tags.bool, tags.null], color: ink('amber').text },
    { tag: tags.invalid, color: ink('red').text },
  ]);
  return [chrome, syntaxHighlighting(colours)];
}
