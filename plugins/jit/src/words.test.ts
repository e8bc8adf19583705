import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/*
 * Words stand in the translation resource alone. What looks like words in a
 * component, in any of the places where React would draw it, fails here.
 */

/** Attributes whose text somebody reads or hears. */
const SPOKEN = [
  'title',
  'subtitle',
  'label',
  'placeholder',
  'alt',
  'helperText',
  'summary',
  'message',
  'primary',
  'secondary',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
];

/** Extensions are named where no translation can reach. */
const ALLOWED = ['alpha.tsx: JIT Access'];

const areWords = (text: string) => /\p{L}{2}/u.test(text);
const isSentence = (text: string) =>
  /^\p{Lu}\p{L}+( [\p{L}\d’]+)+[.…?!]?$/u.test(text);

/** The texts that an expression may come to, so far as they are written in it. */
function textsOf(node: ts.Node | undefined): string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    const pieces = node.templateSpans.map(one => one.literal.text);
    return [[node.head.text, ...pieces].join(' ')];
  }
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) {
    return textsOf(node.expression);
  }
  if (ts.isConditionalExpression(node)) {
    return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  }
  const isChoice =
    ts.isBinaryExpression(node) &&
    [
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.QuestionQuestionToken,
      ts.SyntaxKind.AmpersandAmpersandToken,
      ts.SyntaxKind.PlusToken,
    ].includes(node.operatorToken.kind);
  return isChoice ? [...textsOf(node.left), ...textsOf(node.right)] : [];
}

function wordsAt(node: ts.Node): string[] {
  if (ts.isJsxText(node)) return textsOf(node).filter(areWords);
  if (ts.isJsxAttribute(node) && SPOKEN.includes(node.name.getText())) {
    return textsOf(node.initializer).filter(areWords);
  }
  const isChild =
    ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent as ts.Node);
  if (isChild) return textsOf(node).filter(areWords);
  const isText = ts.isStringLiteralLike(node);
  return isText && isSentence(node.text) ? [node.text] : [];
}

function wordsIn(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    found.push(...wordsAt(node).map(text => text.trim()));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const parse = (name: string, text: string) =>
  ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);

function components(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const isOurs = !['__testUtils__', 'translations'].includes(entry.name);
      return isOurs ? components(path) : [];
    }
    return /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) ? [path] : [];
  });
}

describe('words in components', () => {
  it('are in the translation resource alone', () => {
    const files = components(__dirname);
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap(path => {
      const words = wordsIn(parse(path, readFileSync(path, 'utf8')));
      return words.map(text => `${relative(__dirname, path)}: ${text}`);
    });
    expect(found.filter(one => !ALLOWED.includes(one))).toEqual([]);
  });

  it.each([
    ['<p>Approve it</p>', ['Approve it']],
    ['<p>{isOpen ? "Open" : t("closed")}</p>', ['Open']],
    ['<p>{count && `${count} requests`}</p>', ['requests']],
    ['<Chip label="Pending" />', ['Pending']],
    ['<Chip label={isOpen ? "Open" : undefined} />', ['Open']],
    ['<input aria-label={name + " of the account"} />', ['of the account']],
    ['const text = "Something went wrong.";', ['Something went wrong.']],
    ['<Chip color="primary" variant={"outlined"} />', []],
    ['<p>{status === "ACTIVE" && t("active")} · {name}</p>', []],
    ['const key = "request.details";', []],
  ])('are found in %s', (text, words) => {
    expect(wordsIn(parse('Some.tsx', text))).toEqual(words);
  });
});
