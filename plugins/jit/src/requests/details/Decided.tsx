import { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import {
  AccessRequestDetails,
  Decision,
} from '@jit-portal/backstage-plugin-jit-common';
import { Banner } from '../../shared/Banner';
import { useWords } from '../../translation';
import { BottomBar } from './BottomBar';

/** What a decision led to, in place of the buttons, and where to go next. */
export function Decided(props: {
  request: AccessRequestDetails;
  decision: Decision;
  inPage?: boolean;
  beside?: ReactNode;
  onNext?(): void;
  onDone(): void;
}) {
  const { request, decision, onNext, onDone } = props;
  const t = useWords();
  const words = () => {
    if (decision === 'reject') {
      return t('approver.review.rejected', {
        name: request.requester.displayName,
      });
    }
    if (request.status === 'PENDING_ADMIN') {
      return t('approver.review.ownerReviewDone');
    }
    // The dialog stays open while AWS sets the access up
    return request.state === 'ACTIVE'
      ? t('approver.review.approvedActive')
      : t('approver.review.approved');
  };
  return (
    <BottomBar
      inPage={props.inPage}
      beside={props.beside}
      told={
        <Banner family={decision === 'approve' ? 'green' : 'red'} role="status">
          {words()}
        </Banner>
      }
    >
      <Button
        // The next thing to do takes the focus that the decision had
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        // The ripple is not there yet when the focus comes with the button
        disableFocusRipple
        variant="contained"
        color="primary"
        onClick={onNext ?? onDone}
      >
        {onNext ? t('approver.review.nextRequest') : t('common.action.done')}
      </Button>
      {/* Where Approve was: pressed twice it must not lead to another one's */}
      {onNext && (
        <Button variant="outlined" onClick={onDone}>
          {t('common.action.done')}
        </Button>
      )}
    </BottomBar>
  );
}
