import {
  DialogApiDialog,
  dialogApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { JitProvider } from '../api';
import { accountIdOf } from '../isJitAvailable';
import { RequestDialog } from '../requests/RequestDialog';
import { useWords } from '../translation';

/** `Request access` in the entity's menu, for portals on the new frontend system. */
export function useRequestAccessMenuItem() {
  const t = useWords();
  const dialogs = useApi(dialogApiRef);
  const { entity } = useEntity();
  const accountId = accountIdOf(entity);
  const show = ({ dialog }: { dialog: DialogApiDialog }) => (
    <JitProvider>
      <RequestDialog
        open
        accountId={accountId!}
        name={entity.metadata.title ?? entity.metadata.name}
        onClose={() => dialog.close()}
      />
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
