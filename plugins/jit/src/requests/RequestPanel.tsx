import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  AccessRequest,
  PermissionSetType,
  RequestOptions,
} from '@jit-portal/backstage-plugin-jit-common';
import { UseQueryResult } from '@tanstack/react-query';
import { useMe } from '../api';
import { Banner } from '../shared/Banner';
import { EmptyNote } from '../shared/EmptyNote';
import { LoadError } from '../shared/LoadError';
import { useIsSlow } from '../lists/SkeletonRows';
import { statusOf } from '../shared/errors';
import { useWords } from '../translation';
import { RequestOfType } from './RequestOfType';
import { RequestSent } from './RequestSent';
import { FormStart } from './useRequestForm';

function LoadingFields() {
  if (!useIsSlow()) return null;
  return (
    <div aria-busy="true">
      <Skeleton height={72} />
      <Skeleton height={72} />
      <Skeleton height={120} />
    </div>
  );
}

interface PanelProps {
  query: UseQueryResult<RequestOptions, Error>;
  start?: FormStart;
  /** In a dialog: told instead of the panel's own `Request sent`. */
  onSent?(request: AccessRequest): void;
  /** Told when what was sent takes the form's place, and when it gives it back. */
  onShowSent?(isShown: boolean): void;
  onCancel?(): void;
  /** Told which form is shown: the one for custom sets needs more room. */
  onType?(type: PermissionSetType): void;
}

function Filled(props: PanelProps & { options: RequestOptions }) {
  const { options } = props;
  const t = useWords();
  const me = useMe();
  const [sent, setSent] = useState<AccessRequest>();
  const show = (request: AccessRequest | undefined) => {
    setSent(request);
    props.onShowSent?.(request !== undefined);
  };
  const { canRequest } = options.account;
  if (sent) {
    return <RequestSent request={sent} onDone={() => show(undefined)} />;
  }
  if (!canRequest.allowed) {
    return (
      <EmptyNote
        title={t('requester.options.notAllowed')}
        text={canRequest.because}
      />
    );
  }
  if (me.isPending) return <LoadingFields />;
  return (
    <RequestOfType
      options={options}
      start={props.start}
      userRef={me.data?.user.ref ?? ''}
      onSent={props.onSent ?? show}
      onCancel={props.onCancel}
      onType={props.onType}
    />
  );
}

/** The form for one account, with all that may stand in its place. */
export function RequestPanel(props: PanelProps) {
  const { query } = props;
  const t = useWords();
  if (query.data) return <Filled {...props} options={query.data} />;
  if (!query.isError) return <LoadingFields />;
  if (statusOf(query.error) === 503) {
    return (
      <LoadError
        what={t('requester.options.what')}
        error={new Error(t('requester.options.unavailable'))}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (statusOf(query.error) === 404) {
    return (
      <Banner family="grey">
        <Typography component="span">
          {t('requester.options.notAllowed')}
        </Typography>
      </Banner>
    );
  }
  return (
    <LoadError
      what={t('requester.options.what')}
      error={query.error}
      onRetry={() => query.refetch()}
    />
  );
}
