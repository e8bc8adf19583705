import { useId, useState } from 'react';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { Account } from '@jit-portal/backstage-plugin-jit-common';
import { useJitCommand } from '../api';
import { AccountPicker } from '../shared/AccountPicker';
import { CommentField } from '../shared/CommentField';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { sentenceOf } from '../shared/errors';
import { useToast } from '../shared/useToast';
import { useWords } from '../translation';
import { REASON_MAX, useReason } from './useReason';

/** Stops all new access, everywhere or on one account, and says why. */
export function PauseDialog({ onClose }: { onClose(): void }) {
  const t = useWords();
  const id = useId();
  const toast = useToast();
  const [where, setWhere] = useState<'everywhere' | 'account'>('everywhere');
  const [account, setAccount] = useState<Account>();
  const [isTold, setTold] = useState(false);
  const reason = useReason('pause');
  const command = useJitCommand(api =>
    api.setPause({
      paused: true,
      reason: reason.text.trim(),
      accountId: where === 'account' ? account!.id : undefined,
    }),
  );
  const isAccountMissing = where === 'account' && !account;
  const confirm = () => {
    setTold(true);
    const isGiven = reason.isGiven();
    if (!isGiven || isAccountMissing) return;
    command.mutate(undefined, {
      onSuccess: () => {
        reason.forget();
        toast(t('ownership.brake.donePause'));
        onClose();
      },
    });
  };
  return (
    <ConfirmDialog
      open
      title={t('ownership.brake.pauseTitle')}
      text={t('ownership.brake.pauseText')}
      keepLabel={t('ownership.brake.keep')}
      confirmLabel={t('ownership.brake.pauseConfirm')}
      busyLabel={t('ownership.brake.pausing')}
      busy={command.isPending}
      error={command.isError ? sentenceOf(command.error) : undefined}
      onClose={onClose}
      onConfirm={confirm}
    >
      <FormControl component="fieldset" margin="normal" fullWidth>
        <FormLabel component="legend">{t('ownership.brake.where')}</FormLabel>
        <RadioGroup
          row
          name={`${id}-where`}
          value={where}
          onChange={(_event, value) =>
            setWhere(value as 'everywhere' | 'account')
          }
        >
          <FormControlLabel
            value="everywhere"
            control={<Radio color="primary" />}
            label={t('ownership.brake.everywhere')}
          />
          <FormControlLabel
            value="account"
            control={<Radio color="primary" />}
            label={t('ownership.brake.oneAccount')}
          />
        </RadioGroup>
      </FormControl>
      {where === 'account' && (
        <>
          <AccountPicker
            id={`${id}-account`}
            scope="all"
            label={t('ownership.brake.account')}
            placeholder={t('ownership.brake.accountPlaceholder')}
            chosen={account}
            onChoose={setAccount}
          />
          {isTold && isAccountMissing && (
            <FormHelperText error>
              {t('ownership.brake.accountNeeded')}
            </FormHelperText>
          )}
        </>
      )}
      <CommentField
        id={`${id}-reason`}
        label={t('ownership.brake.reason')}
        value={reason.text}
        max={REASON_MAX}
        help={t('ownership.brake.reasonHelp')}
        error={reason.error}
        disabled={command.isPending}
        onChange={reason.write}
      />
    </ConfirmDialog>
  );
}
