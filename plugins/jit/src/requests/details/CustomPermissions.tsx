import { CodeSnippet } from '@backstage/core-components';
import { CustomPermissionSet } from '@jit-portal/backstage-plugin-jit-common';
import { NoneText } from '../../shared/NoneText';
import { durationWords } from '../../shared/formats';
import { useWords } from '../../translation';
import { Field, Fields } from './Fields';
import { Part } from './Heading';

/** What a custom permission set holds, as it is to be granted. */
export function CustomPermissions({ set }: { set: CustomPermissionSet }) {
  const t = useWords();
  const { managedPolicies, inlinePolicy } = set;
  return (
    <Part heading={t('approver.details.custom')}>
      <Fields>
        <Field name={t('approver.details.setName')}>{set.name}</Field>
        <Field name={t('approver.details.sessionDuration')}>
          {durationWords(set.sessionDuration)}
        </Field>
        <Field name={t('approver.details.managedPolicies')}>
          {managedPolicies.length > 0 ? (
            managedPolicies.map(arn => (
              <div key={arn}>{arn.split('/').pop()}</div>
            ))
          ) : (
            <NoneText inDetails />
          )}
        </Field>
        <Field name={t('approver.details.inlinePolicy')}>
          {inlinePolicy ? (
            <CodeSnippet
              text={inlinePolicy}
              language="json"
              showLineNumbers
              showCopyCodeButton
            />
          ) : (
            <NoneText inDetails />
          )}
        </Field>
      </Fields>
    </Part>
  );
}
