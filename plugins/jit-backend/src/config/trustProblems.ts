import { Config } from '@backstage/config';
import { LONGEST_ORIGIN, ONE_NAME } from '../accounts/trust';
import type { ConfigProblem } from './crossChecks';
import { JitSection } from './schema';

/** Where a repository has branches, and with them what anybody may push. */
const WELL_KNOWN = ['github.com', 'gitlab.com', 'bitbucket.org'];
const INTEGRATIONS = [
  'bitbucketCloud',
  'bitbucketServer',
  'gerrit',
  'gitea',
  'github',
  'gitlab',
  'harness',
];

/** What stands before a branch, behind the owner and the name of a repository. */
const BEFORE_BRANCH = ['blob', 'tree', 'raw', 'src', 'heads'];

function hostsWithBranches(root: Config): string[] {
  const configured = INTEGRATIONS.flatMap(name =>
    (root.getOptionalConfigArray(`integrations.${name}`) ?? []).flatMap(
      one => one.getOptionalString('host') ?? [],
    ),
  );
  return [...WELL_KNOWN, ...configured].map(host => host.toLowerCase());
}

/** Names a branch, or takes one name where no file of a repository is. */
function isNarrow({ pathname, searchParams }: URL): boolean {
  const names = pathname.split('/').filter(one => one !== '' && one !== '*');
  const at = names.findIndex(
    (one, index) => index >= 2 && BEFORE_BRANCH.includes(one),
  );
  if (at >= 0) return names.length > at + 1;
  return (
    pathname.endsWith(ONE_NAME) ||
    searchParams.has('at') ||
    searchParams.has('version')
  );
}

function problemOf(location: string, hosts: string[]): string | undefined {
  if (location.length > LONGEST_ORIGIN) {
    return `must not be longer than ${LONGEST_ORIGIN} characters: the catalog finds nothing by more`;
  }
  if (!/^url:/i.test(location)) return undefined;
  const address = location.slice('url:'.length);
  if (!/^https?:\/\/[^/]/i.test(address) || !URL.canParse(address)) {
    return 'must be a whole address with its host, such as url:https://github.com/acme/org/blob/main/';
  }
  const url = new URL(address);
  if (!hosts.includes(url.host) || isNarrow(url)) return undefined;
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
