import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PackagedManagedPolicies } from './__testUtils__/PackagedManagedPolicies';
import { IamDataReference } from './data/IamDataReference';
import { judge } from './findings/judge';
import { readPolicy } from './reading/readPolicy';

/** One of `__fixtures__/library`: what is asked, and the verdict on it. */
interface Case {
  name: string;
  /** The public description that it was written from. */
  source: string;
  policy?: string;
  /** A statement that is repeated so often within a policy. */
  repeated?: { statement: string; times: number; blanks?: number };
  managed?: string[];
  never?: string[];
  /** Why it cannot be sent; none unless named. */
  problems?: string[];
  /** `HIGH all-actions`: exactly these, in this order. */
  findings?: string[];
}

/** The one that all of them are for. */
const ACCOUNT = '111122223333';

const FOLDER = join(__dirname, '__fixtures__', 'library');

const library = readdirSync(FOLDER).map(file => ({
  file,
  cases: parse(readFileSync(join(FOLDER, file), 'utf8')) as Case[],
}));

const sources = {
  reference: new IamDataReference(),
  managedPolicies: new PackagedManagedPolicies(),
};

function textOf({ policy, repeated }: Case): string | undefined {
  if (!repeated) return policy?.trimEnd();
  const { statement, times, blanks = 0 } = repeated;
  const statements = Array.from({ length: times }, () => statement);
  const gap = ' '.repeat(blanks);
  return `{"Version":"2012-10-17",${gap}"Statement":[${statements.join(',')}]}`;
}

async function verdictOn(one: Case) {
  const text = textOf(one);
  const reading = text === undefined ? undefined : readPolicy(text);
  if (reading && !reading.ok) {
    return { problems: reading.problems.map(({ code }) => code), findings: [] };
  }
  const asked = {
    inline: reading?.policy,
    managed: one.managed ?? [],
    account: ACCOUNT,
  };
  const settings = { neverGrant: one.never ?? [] };
  const findings = await judge(asked, sources, settings);
  return {
    problems: [],
    findings: findings.map(({ severity, code }) => `${severity} ${code}`),
  };
}

describe.each(library)('$file', ({ cases }) => {
  it.each(cases)('$name', async one => {
    expect(await verdictOn(one)).toEqual({
      problems: one.problems ?? [],
      findings: one.findings ?? [],
    });
  });
});

describe('the library', () => {
  const cases = library.flatMap(({ cases: some }) => some);

  it('holds at least sixty policies, each with a name and a source of its own', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    for (const { source } of cases) expect(source).toMatch(/\S{3}/);
  });
});
