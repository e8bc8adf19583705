import { useLocation } from 'react-router-dom';
import { PageName, pagePaths } from '../routes';

/** Goes with a link, so that the page it opens leads back to the list as it was. */
interface CameFrom {
  cameFrom: string;
}

/** The state of a link away from here. */
export function useLeavingHere(): CameFrom {
  const { pathname, search } = useLocation();
  return { cameFrom: pathname + search };
}

/** The page of the portal that a link was on, with its filters. */
export function useCameFrom(): { page: PageName; to: string } | undefined {
  const state = useLocation().state as Partial<CameFrom> | null;
  const to = state?.cameFrom;
  if (typeof to !== 'string') return undefined;
  const [pathname] = to.split('?');
  const names = Object.keys(pagePaths) as PageName[];
  const page = names.find(name => pathname.endsWith(pagePaths[name]));
  return page && { page, to };
}
