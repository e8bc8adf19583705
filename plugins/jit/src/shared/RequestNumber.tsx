import { Link } from '@backstage/core-components';
import { useJitLinks } from '../routes';

/** `REQ-1042`, linked to the request's own page. */
export function RequestNumber({ number }: { number: string }) {
  const links = useJitLinks();
  return (
    <Link
      to={links.requestPage(number)}
      style={{ fontFamily: 'monospace', whiteSpace: 'nowrap' }}
    >
      {number}
    </Link>
  );
}
