import { Link } from '@backstage/core-components';
import { useJitLinks } from '../routes';
import { useLeavingHere } from './cameFrom';

/** `REQ-1042`, linked to the request's own page. */
export function RequestNumber({ number }: { number: string }) {
  const links = useJitLinks();
  const state = useLeavingHere();
  return (
    <Link
      to={links.requestPage(number)}
      state={state}
      style={{ fontFamily: 'monospace', whiteSpace: 'nowrap' }}
    >
      {number}
    </Link>
  );
}
