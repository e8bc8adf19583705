import { Config } from '@backstage/config';
import type { ConfigProblem } from './crossChecks';
import { JitSection } from './schema';

/** Where a repository has branches, and with them what anybody may push. */
const WELL_KNOWN = ['github.com', 'gitlab.com', 'bitbucket.org'];
const INTEGRATIONS = [
  'github',
  'gitlab',
  'bitbucketCloud',
  'bitbucketServer',
  'gitea',
];

/** The catalog finds nothing by a value that is longer. */
const LONGEST = 200;

/** A branch in the address of a file or folder: `/blob/main/`. */
const BRANCH = /\/(blob|tree|raw|src)\/[^/]+(\/|$)|[?&](at|version)=/;

function hostsWithBranches(root: Config): string[] {
  const configured = INTEGRATIONS.flatMap(name =>
    (root.getOptionalConfigArray(`integrations.${name}`) ?? []).flatMap(
      one => one.getOptionalString('host') ?? [],
    ),
  );
  return [...WELL_KNOWN, ...configured];
}

function problemOf(location: string, hosts: string[]): string | undefined {
  if (location.length > LONGEST) {
    return `must not be longer than ${LONGEST} characters: the catalog finds nothing by more`;
  }
  const address = location.replace(/^url:/, '');
  if (address === location || !URL.canParse(address)) return undefined;
  if (!hosts.includes(new URL(address).host)) return undefined;
  if (address.endsWith('/*') || BRANCH.test(address)) return undefined;
  return 'must name a branch, such as https://github.com/acme/org/blob/main/: whoever may push any other would write accounts or people. For the marks of an organisation’s provider end in /*, such as https://github.com/*, which allows one name there and nothing below it';
}

/** A location that trusts more than was meant is refused at start (H12, H13). */
export function trustProblems(root: Config, jit: JitSection): ConfigProblem[] {
  const hosts = hostsWithBranches(root);
  return (['accounts', 'identities'] as const).flatMap(part =>
    jit[part].trustedLocations.flatMap((location, index) => {
      const message = problemOf(location, hosts);
      const key = `jit.${part}.trustedLocations.${index}`;
      return message ? [{ key, message }] : [];
    }),
  );
}
