import {
  exportFileName,
  RequestQuery,
} from '@jit-portal/backstage-plugin-jit-common';
import { Actor } from '../../domain/model';
import { timeProblem } from '../../domain/timeProblem';
import { ExportedRequest } from '../../store/exportPages';
import { actorOf, Caller } from '../Caller';
import { RequestExport } from '../JitService';
import { Bench } from '../Parts';
import { errorFor } from '../refusalErrors';
import { takePlace } from '../takePlace';
import { EXPORT_COLUMNS, exportLine } from '../views/exportView';
import { viewpointOf } from '../views/Viewpoint';
import { inOurWords } from './listing';
import { capabilitiesOf } from './me';

interface Exporting {
  bench: Bench;
  actor: Actor;
  query: RequestQuery;
  /** Reads on from where it is. */
  pages: AsyncGenerator<ExportedRequest[]>;
}

/** What was asked for, as the record keeps it. */
function filtersIn(query: RequestQuery): Partial<RequestQuery> {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  );
}

/**
 * The lines, page by page. Its first answer is empty and comes once the first
 * page is there: what can go wrong by then is told before a file begins. Its
 * last page is given only after the record knows of the whole export.
 */
async function* linesOf({
  bench,
  actor,
  query,
  pages,
}: Exporting): AsyncGenerator<ReturnType<typeof exportLine>[]> {
  const { stores, exports, logger } = bench;
  const filters = filtersIn(query);
  let rows = 0;
  let isOpen = false;
  try {
    let page = await inOurWords(() => pages.next());
    await stores.requests.saveExport({ actor, did: 'started', filters });
    isOpen = true;
    yield [];
    while (!page.done) {
      const lines = page.value.map(exportLine);
      rows += lines.length;
      page = await pages.next();
      if (page.done) {
        await stores.requests.saveExport({
          actor,
          did: 'finished',
          filters,
          rows,
        });
        isOpen = false;
      }
      yield lines;
    }
  } finally {
    exports.free(actor.ref);
    await pages.return(undefined);
    if (isOpen) {
      await stores.requests
        .saveExport({ actor, did: 'broken-off', filters, rows })
        .catch(error => logger.error(`An export is not on record: ${error}`));
    }
  }
}

/** Everything that the list's filters match, for somebody who looks back. */
export async function exportRequests(
  bench: Bench,
  query: RequestQuery,
  caller: Caller,
): Promise<RequestExport> {
  const { stores, refusals } = bench;
  const viewpoint = await viewpointOf(bench, caller);
  const actor = actorOf(caller, viewpoint.person.displayName);
  const { canApprove, canAudit } = capabilitiesOf(viewpoint);
  if (!canApprove && !canAudit) {
    throw await refusals.refuse(
      {
        code: 'not-an-approver',
        message:
          'Only account owners, SSO Admins, Admins and auditors can export request history.',
      },
      { actor, deed: 'request.export' },
    );
  }
  const problem = timeProblem(query);
  if (problem) throw errorFor(problem);
  const fileName = exportFileName(query, await stores.requests.now(), 'UTC');
  const readable = await caller.readRequests();
  const sessions = query.session ? await caller.readSessions() : undefined;
  // What fails from here on frees the place, see linesOf
  takePlace(bench, actor.ref);
  const pages = stores.requestLists.exportPages(
    query,
    viewpoint.viewer,
    readable,
    sessions,
  );
  const lines = linesOf({ bench, actor, query, pages });
  await lines.next();
  return { fileName, columns: EXPORT_COLUMNS, lines };
}
