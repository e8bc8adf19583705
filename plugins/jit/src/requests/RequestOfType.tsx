import { Suspense, lazy, useEffect, useState } from 'react';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  AccessRequest,
  PermissionSetType,
  RequestOptions,
  isoOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { Banner } from '../shared/Banner';
import { EmptyNote } from '../shared/EmptyNote';
import { useWords } from '../translation';
import { DraftKey, putDraftAside, readDraft } from './custom/customDraft';
import { RequestForm } from './RequestForm';
import { TypeChoice } from './TypeChoice';
import { FormStart } from './useRequestForm';

/* Menus bring this file with the app itself: the long form comes when chosen. */
const CustomForm = lazy(async () => {
  const { CustomForm: form } = await import('./custom/CustomForm');
  return { default: form };
});

/** Which of the two one begins with: what the link says, or what was left unsent. */
function firstType(
  { customLimits, permissionSets, moreSetsToCome }: RequestOptions,
  start: FormStart,
  draft: DraftKey,
): PermissionSetType {
  if (!customLimits) return 'standard';
  if (permissionSets.length === 0 && !moreSetsToCome) return 'custom';
  return start.type ?? (readDraft(draft)?.chosen ? 'custom' : 'standard');
}

function NoStandardSets({ options }: { options: RequestOptions }) {
  const t = useWords();
  const { owners, name } = options.account;
  if (options.moreSetsToCome) {
    return (
      <EmptyNote
        title={t('requester.options.setsToCome')}
        text={t('requester.options.setsToComeMore')}
      />
    );
  }
  return (
    <EmptyNote
      title={t('requester.options.noSets')}
      text={owners.map(one => one.displayName).join(', ') || name}
    />
  );
}

/** The form, for a set that is offered or for one that is described in it. */
export function RequestOfType(props: {
  options: RequestOptions;
  start?: FormStart;
  userRef: string;
  onSent(request: AccessRequest): void;
  onCancel?(): void;
  onType?(type: PermissionSetType): void;
}) {
  const { options, userRef, onSent, onCancel } = props;
  const t = useWords();
  const [start, setStart] = useState<FormStart>(props.start ?? {});
  const draft: DraftKey = {
    userRef,
    accountId: options.account.id,
    from: start.from,
  };
  const [type, setType] = useState(() => firstType(options, start, draft));
  const choose = (next: PermissionSetType) => {
    if (next === 'standard') putDraftAside(draft);
    setType(next);
  };
  const { onType } = props;
  useEffect(() => onType?.(type), [onType, type]);
  const { customLimits, permissionSets } = options;
  return (
    <>
      {customLimits && <TypeChoice type={type} onChange={choose} />}
      {!customLimits && start.type === 'custom' && (
        <Banner family="grey" role="status">
          {t('custom.notHere')}
        </Banner>
      )}
      {type === 'custom' && customLimits && (
        <Suspense fallback={<Skeleton variant="rect" height={420} />}>
          <CustomForm
            options={options}
            limits={customLimits}
            start={start}
            draft={draft}
            onSent={onSent}
            onCancel={onCancel}
            onUseStandard={(name, { minutes, justification }) => {
              setStart({
                ...start,
                permissionSet: name,
                duration: minutes > 0 ? isoOf(minutes) : undefined,
                justification,
              });
              choose('standard');
            }}
          />
        </Suspense>
      )}
      {type === 'standard' && permissionSets.length === 0 && (
        <NoStandardSets options={options} />
      )}
      {type === 'standard' && permissionSets.length > 0 && (
        <RequestForm
          options={options}
          start={start}
          onSent={onSent}
          onCancel={onCancel}
        />
      )}
    </>
  );
}
