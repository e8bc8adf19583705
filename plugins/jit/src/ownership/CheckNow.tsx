import { useEffect, useState } from 'react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { OwnershipState } from '@jit-portal/backstage-plugin-jit-common';
import { useQueryClient } from '@tanstack/react-query';
import { useJitCommand } from '../api';
import { ActionButton } from '../shared/ActionButton';
import { Banner } from '../shared/Banner';
import { sentenceOf } from '../shared/errors';
import { shortTime } from '../shared/formats';
import { useOnline } from '../shared/useOnline';
import { useZone } from '../shared/zone';
import { useWords } from '../translation';

/** A check that takes longer is asked about so often. */
const LOOK_EVERY_MS = 2_000;

/** While somebody checks, here or elsewhere, the page asks how far it is. */
function useLooks(checking: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!checking) return undefined;
    const timer = setInterval(
      () => client.invalidateQueries({ queryKey: ['jit', 'ownership'] }),
      LOOK_EVERY_MS,
    );
    return () => clearInterval(timer);
  }, [checking, client]);
}

/** How old the list is, why it is no younger, and how to read it again. */
export function CheckNow(props: {
  state: OwnershipState;
  /** Other rows may have to be shown. */
  onChecked(): void;
}) {
  const { state, onChecked } = props;
  const t = useWords();
  const { name } = useZone();
  const online = useOnline();
  const command = useJitCommand(api => api.checkOwnership());
  const [asked, setAsked] = useState<'no' | 'waiting' | 'told'>('no');
  const checking = command.isPending || state.checking;
  useLooks(checking);

  const press = () => {
    setAsked('waiting');
    command.mutate(undefined, {
      onSuccess: answer => {
        onChecked();
        if (!answer.checking) setAsked('told');
      },
      onError: () => setAsked('no'),
    });
  };
  // It took longer than the answer waits: now it is through
  useEffect(() => {
    if (asked !== 'waiting' || checking || !command.isSuccess) return;
    setAsked('told');
    onChecked();
  }, [asked, checking, command.isSuccess, onChecked]);

  const { all, attention } = state.counts;
  const result =
    asked === 'told' && !checking && !state.failure
      ? t('ownership.accounts.checkedResult', {
          accounts: t('ownership.accounts.accountCount', { count: all }),
          attention: t('ownership.accounts.needAttention', {
            count: attention,
          }),
        })
      : undefined;
  return (
    <>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        mb={1}
        style={{ gap: 12 }}
      >
        <Typography variant="body2" color="textSecondary">
          {state.checkedAt
            ? t('ownership.accounts.checked', {
                time: shortTime(state.checkedAt, name),
              })
            : t('ownership.accounts.neverChecked')}
        </Typography>
        <ActionButton
          busy={checking}
          because={online ? undefined : t('common.banner.offlineAction')}
          onClick={press}
        >
          {checking
            ? t('ownership.accounts.checking')
            : t('ownership.accounts.checkNow')}
        </ActionButton>
        <Typography variant="body2" component="span" role="status">
          {result}
        </Typography>
      </Box>
      {command.isError && (
        <Banner family="red" role="alert">
          {t('ownership.accounts.couldNotCheck')} {sentenceOf(command.error)}
        </Banner>
      )}
      {state.failure && (
        <Banner family="amber" role="status">
          {t('ownership.accounts.checkFailed', {
            time: shortTime(state.failure.at, name),
            message: state.failure.message,
          })}
        </Banner>
      )}
      {state.unread.map(part => (
        <Banner key={part} family="grey">
          {t(`ownership.accounts.unread.${part}`)}
        </Banner>
      ))}
    </>
  );
}
