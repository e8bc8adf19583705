import { ReactNode, Suspense, lazy } from 'react';
import { Progress } from '@backstage/core-components';
import { Navigate, Route, Routes } from 'react-router-dom';
import { JitProvider, useMe } from './api';
import { pagePaths, useJitLinks } from './routes';
import { FrameContext, JitPage } from './shared/JitPage';
import { LoadError } from './shared/LoadError';
import { useWords } from './translation';

const RequestAccessContent = lazy(() =>
  import('./requests').then(m => ({ default: m.RequestAccessContent })),
);
const MyRequestsContent = lazy(() =>
  import('./requests').then(m => ({ default: m.MyRequestsContent })),
);
const ActiveSessionsContent = lazy(() =>
  import('./sessions').then(m => ({ default: m.ActiveSessionsContent })),
);
const PendingApprovalsContent = lazy(() =>
  import('./approvals').then(m => ({ default: m.PendingApprovalsContent })),
);
const RequestHistoryContent = lazy(() =>
  import('./history').then(m => ({ default: m.RequestHistoryContent })),
);
const InsightsContent = lazy(() =>
  import('./insights').then(m => ({ default: m.InsightsContent })),
);
const ManageSessionsContent = lazy(() =>
  import('./manageSessions').then(m => ({ default: m.ManageSessionsContent })),
);
const OwnedAccountsContent = lazy(() =>
  import('./ownedAccounts').then(m => ({ default: m.OwnedAccountsContent })),
);
const OwnershipContent = lazy(() =>
  import('./ownership').then(m => ({ default: m.OwnershipContent })),
);
const RequestPageContent = lazy(() =>
  import('./requestPage').then(m => ({ default: m.RequestPageContent })),
);

/** `/jit`: an approver begins with what waits, anyone else with their sessions. */
function Start() {
  const t = useWords();
  const links = useJitLinks();
  const me = useMe();
  if (me.data) {
    const page = me.data.capabilities.canApprove ? 'pending' : 'sessions';
    return <Navigate to={links.page(page)} replace />;
  }
  return (
    <JitPage name={t('common.title')}>
      {me.isError ? (
        <LoadError
          what={t('common.title')}
          error={me.error}
          onRetry={() => me.refetch()}
        />
      ) : (
        <Progress />
      )}
    </JitPage>
  );
}

const page = (content: ReactNode) => (
  <Suspense fallback={<Progress />}>{content}</Suspense>
);

/**
 * The pages below the place where the plugin is mounted.
 *
 * @param props - `frame` says who draws the header: we do in the classic
 * frontend system, the app does in the new one
 */
export function JitRouter(props: { frame: 'legacy' | 'nfs' }) {
  return (
    <JitProvider>
      <FrameContext.Provider value={props.frame}>
        <Routes>
          <Route path="/" element={<Start />} />
          <Route
            path={pagePaths.request}
            element={page(<RequestAccessContent />)}
          />
          <Route
            path={pagePaths.requests}
            element={page(<MyRequestsContent />)}
          />
          <Route
            path={`${pagePaths.requests}/:id`}
            element={page(<RequestPageContent />)}
          />
          <Route
            path={pagePaths.sessions}
            element={page(<ActiveSessionsContent />)}
          />
          <Route
            path={pagePaths.pending}
            element={page(<PendingApprovalsContent />)}
          />
          <Route
            path={pagePaths.history}
            element={page(<RequestHistoryContent />)}
          />
          <Route
            path={`${pagePaths.history}/insights`}
            element={page(<InsightsContent />)}
          />
          <Route
            path={pagePaths.manageSessions}
            element={page(<ManageSessionsContent />)}
          />
          <Route
            path={pagePaths.accounts}
            element={page(<OwnedAccountsContent />)}
          />
          <Route
            path={pagePaths.ownership}
            element={page(<OwnershipContent tab="accounts" />)}
          />
          <Route
            path={`${pagePaths.ownership}/drift`}
            element={page(<OwnershipContent tab="drift" />)}
          />
        </Routes>
      </FrameContext.Provider>
    </JitProvider>
  );
}
