import { useId, useState } from 'react';
import Dialog from '@material-ui/core/Dialog';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme } from '@material-ui/core/styles';
import {
  AccessRequest,
  PermissionSetType,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitLinks } from '../routes';
import { Stillness } from '../shared/Stillness';
import { useToast } from '../shared/useToast';
import { useWords } from '../translation';
import { RequestPanel } from './RequestPanel';
import { useRequestOptions } from './useRequestOptions';

/** The same form, from the card and the context menu. */
export function RequestDialog(props: {
  accountId: string;
  name: string;
  open: boolean;
  onClose(): void;
}) {
  const { accountId, onClose } = props;
  const t = useWords();
  const id = useId();
  const links = useJitLinks();
  const toast = useToast();
  const isPhone = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'));
  const [type, setType] = useState<PermissionSetType>();
  const options = useRequestOptions(props.open ? accountId : undefined);
  const sent = (request: AccessRequest) => {
    onClose();
    toast(`${t('requester.sent.title')} · ${request.number}`, {
      link: {
        label: t('common.action.viewRequest'),
        href: links.requestPage(request.number),
      },
    });
  };
  return (
    <Dialog
      open={props.open}
      onClose={onClose}
      fullScreen={isPhone}
      fullWidth
      maxWidth={type === 'custom' ? 'md' : 'sm'}
      aria-labelledby={id}
    >
      <Stillness />
      <DialogTitle id={id}>
        {t('requester.form.title', {
          name: options.data?.account.name ?? props.name,
          id: accountId,
        })}
      </DialogTitle>
      <DialogContent>
        <RequestPanel
          query={options}
          onSent={sent}
          onCancel={onClose}
          onType={setType}
        />
      </DialogContent>
    </Dialog>
  );
}
