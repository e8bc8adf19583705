import { useId } from 'react';
import { JitApi } from '@jit-portal/backstage-plugin-jit-common';
import { useJitCommand } from '../api';
import { CommentField } from '../shared/CommentField';
import { ConfirmDialog } from '../shared/ConfirmDialog';
import { sentenceOf } from '../shared/errors';
import { useToast } from '../shared/useToast';
import { useWords } from '../translation';
import { REASON_MAX, useReason } from './useReason';

/** Asks before new access is given again, and for a word about it. */
export function ReasonDialog(props: {
  /** Tells this draft from others. */
  draft: string;
  title: string;
  text: string;
  confirmLabel: string;
  busyLabel: string;
  help?: string;
  done: string;
  send(api: JitApi, reason: string): Promise<unknown>;
  onClose(): void;
}) {
  const { send, onClose } = props;
  const t = useWords();
  const id = useId();
  const toast = useToast();
  const reason = useReason(props.draft);
  const command = useJitCommand(api => send(api, reason.text.trim()));
  const confirm = () => {
    if (!reason.isGiven()) return;
    command.mutate(undefined, {
      onSuccess: () => {
        reason.forget();
        toast(props.done);
        onClose();
      },
    });
  };
  return (
    <ConfirmDialog
      open
      title={props.title}
      text={props.text}
      keepLabel={t('ownership.brake.keep')}
      confirmLabel={props.confirmLabel}
      busyLabel={props.busyLabel}
      busy={command.isPending}
      error={command.isError ? sentenceOf(command.error) : undefined}
      onClose={onClose}
      onConfirm={confirm}
    >
      <CommentField
        id={`${id}-reason`}
        label={t('ownership.brake.reason')}
        value={reason.text}
        max={REASON_MAX}
        help={props.help}
        error={reason.error}
        disabled={command.isPending}
        onChange={reason.write}
      />
    </ConfirmDialog>
  );
}
