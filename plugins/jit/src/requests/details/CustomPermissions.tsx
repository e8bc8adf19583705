import { useId } from 'react';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import {
  AccessRequestDetails,
  CustomPermissionSet,
  PolicyPlace,
} from '@jit-portal/backstage-plugin-jit-common';
import {
  CoverageList,
  FindingList,
  lineId,
  managedPolicyHref,
  managedPolicyName,
} from '../../policies';
import { NoneText } from '../../shared/NoneText';
import { durationWords } from '../../shared/formats';
import { useWords } from '../../translation';
import { Field, Fields } from './Fields';
import { Part, SubPart } from './Heading';
import { InlinePolicy } from './InlinePolicy';

/** A policy of AWS's own, with the way to its document. */
function ManagedPolicy({ arn }: { arn: string }) {
  const t = useWords();
  const name = managedPolicyName(arn);
  return (
    <div>
      <Link
        href={managedPolicyHref(arn)}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={t('customSet.policyLink', { name })}
      >
        {name}
      </Link>
    </div>
  );
}

function SetFields({ set }: { set: CustomPermissionSet }) {
  const t = useWords();
  const { managedPolicies, permissionsBoundary } = set;
  return (
    <Fields>
      <Field name={t('customSet.setName')}>{set.name}</Field>
      <Field name={t('customSet.sessionDuration')}>
        {durationWords(set.sessionDuration)}
        <Typography variant="caption" color="textSecondary" display="block">
          {t('customSet.sessionDurationHelp')}
        </Typography>
      </Field>
      <Field
        name={t('customSet.managedPoliciesCount', {
          n: String(managedPolicies.length),
        })}
      >
        {managedPolicies.length > 0 ? (
          managedPolicies.map(arn => <ManagedPolicy key={arn} arn={arn} />)
        ) : (
          <NoneText inDetails />
        )}
      </Field>
      {permissionsBoundary && (
        <Field name={t('customSet.boundary')}>
          <ManagedPolicy arn={permissionsBoundary} />
        </Field>
      )}
    </Fields>
  );
}

/**
 * What a custom permission set holds, as it is to be granted; what that
 * allows; and whether a standard set would do.
 */
export function CustomPermissions(props: {
  request: AccessRequestDetails;
  set: CustomPermissionSet;
}) {
  const { request, set } = props;
  const t = useWords();
  const id = useId();
  const { findings, coveredBy } = request;
  const show = ({ line }: PolicyPlace) => {
    const element = document.getElementById(lineId(id, line));
    element?.scrollIntoView?.({ block: 'center' });
    element?.focus({ preventScroll: true });
  };
  return (
    <Part heading={t('customSet.heading')}>
      <SetFields set={set} />
      {findings && (
        <SubPart heading={t('customSet.findings')}>
          <FindingList findings={findings} onShow={show} />
        </SubPart>
      )}
      <InlinePolicy id={id} request={request} set={set} />
      {coveredBy && (
        <SubPart heading={t('policies.coverage')}>
          <CoverageList coveredBy={coveredBy} />
        </SubPart>
      )}
    </Part>
  );
}
