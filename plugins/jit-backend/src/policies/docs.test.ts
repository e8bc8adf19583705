import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESCALATIONS } from './paths/escalations';
import { NAMES_BY_AWS } from './paths/namesByAws';
import { NEEDED_CONDITIONS, SENSITIVE } from './paths/sensitive';
import { IamDataReference } from './data/IamDataReference';
import { AWS_CODES } from './aws/analyzerFindings';
import { WORDS } from './findings/words';
import { MORE_FINDINGS } from './shownFindings';

const ROOT = join(__dirname, '..', '..', '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'policy-findings.md'), 'utf8');

describe('docs/policy-findings.md', () => {
  const found = [...Object.keys(WORDS), ...AWS_CODES, MORE_FINDINGS];

  it.each(found)('explains %s', code => {
    expect(page).toMatch(new RegExp(`^\\| .*\`${code}\``, 'm'));
  });

  it('explains every problem', () => {
    const source = readFileSync(join(__dirname, 'reading/Problem.ts'), 'utf8');
    const codes = [...source.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map(
      ([, one]) => one,
    );
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter(code => !page.includes(`\`${code}\``))).toEqual([]);
  });
});

describe('the lists of actions', () => {
  it('name actions that AWS has', async () => {
    const facts = await new IamDataReference().read();
    const listed = [
      ...ESCALATIONS.flatMap(({ steps }) =>
        steps.flatMap(({ anyOf }) => anyOf),
      ),
      ...SENSITIVE.flatMap(({ actions }) => actions),
      ...NEEDED_CONDITIONS.map(({ action }) => action),
    ];
    const unknown = listed.filter(action => {
      const [service, name] = action.split(':');
      return !facts.service(service)?.actions.has(name.toLowerCase());
    });
    expect(unknown).toEqual([]);
  });

  it('name kinds of resources that AWS has', async () => {
    const facts = await new IamDataReference().read();
    const kinds = facts.services.flatMap(one => facts.service(one)!.kinds);
    const named = Object.keys(NAMES_BY_AWS);
    expect(named.filter(kind => !kinds.includes(kind))).toEqual([]);
  });
});
