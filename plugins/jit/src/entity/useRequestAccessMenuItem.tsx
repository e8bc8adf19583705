import { lazy, Suspense } from 'react';
import {
  DialogApiDialog,
  dialogApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { JitProvider } from '../api';
import { accountIdOf } from '../isJitAvailable';
import { Legible } from '../shared/Legible';
import { useWords } from '../translation';

// The menu is in the first load of every page; the form is not
const RequestDialog = lazy(() =>
  import('../requests/RequestDialog').then(m => ({ default: m.RequestDialog })),
);

/** `Request access` in the entity's menu, for portals on the new frontend system. */
export function useRequestAccessMenuItem() {
  const t = useWords();
  const dialogs = useApi(dialogApiRef);
  const { entity } = useEntity();
  const accountId = accountIdOf(entity);
  const show = ({ dialog }: { dialog: DialogApiDialog }) => (
    <JitProvider>
      <Suspense fallback={null}>
        <Legible>
          <RequestDialog
            open
            accountId={accountId!}
            name={entity.metadata.title ?? entity.metadata.name}
            onClose={() => dialog.close()}
          />
        </Legible>
      </Suspense>
    </JitProvider>
  );
  return {
    title: t('requester.card.contextMenu'),
    disabled: !accountId,
    onClick: () => {
      dialogs.open(show);
    },
  };
}
