import { useId } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  RequestOptions,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import {
  FindingList,
  PolicyText,
  lineId,
  managedPolicyName,
} from '../../policies';
import { NoneText } from '../../shared/NoneText';
import { useWords } from '../../translation';
import { Field, Fields } from '../details/Fields';
import { SubPart } from '../details/Heading';
import { PersonsText } from '../details/Justification';
import { WhatHappensNext } from '../WhatHappensNext';
import { Step } from './customValues';
import { CustomFormState } from './useCustomForm';

function Change(props: { step: Step; form: CustomFormState }) {
  const { step, form } = props;
  const t = useWords();
  const what = t(`custom.step.${step}`);
  return (
    <Box display="flex" alignItems="center" mt={1} style={{ gap: 8 }}>
      <Typography variant="subtitle1" component="h4">
        {what}
      </Typography>
      <Button
        size="small"
        aria-label={t('custom.changeOf', { what })}
        onClick={() => form.goTo(step)}
      >
        {t('custom.change')}
      </Button>
    </Box>
  );
}

function SetFields({ form }: { form: CustomFormState }) {
  const { values, limits } = form;
  const t = useWords();
  const { managedPolicies } = values;
  return (
    <Fields>
      <Field name={t('customSet.setName')}>
        {`${limits.namePrefix}${values.name}`}
      </Field>
      <Field name={t('customSet.sessionDuration')}>
        {wordsOf(values.sessionMinutes)}
      </Field>
      <Field
        name={t('customSet.managedPoliciesCount', {
          n: String(managedPolicies.length),
        })}
      >
        {managedPolicies.map(arn => (
          <div key={arn}>{managedPolicyName(arn)}</div>
        ))}
        {managedPolicies.length === 0 && <NoneText inDetails />}
      </Field>
    </Fields>
  );
}

/** Everything once more, as the reviewers will read it. */
export function CheckStep(props: {
  form: CustomFormState;
  options: RequestOptions;
}) {
  const { form, options } = props;
  const { values, check } = form;
  const t = useWords();
  const id = useId();
  return (
    <>
      <Change step="permissions" form={form} />
      <SetFields form={form} />
      <SubPart heading={t('customSet.inlinePolicy')}>
        {values.inlinePolicy.trim() ? (
          <PolicyText
            id={id}
            policy={values.inlinePolicy}
            label={t('customSet.inlinePolicy')}
          />
        ) : (
          <Typography>
            <NoneText inDetails />
          </Typography>
        )}
      </SubPart>
      {check.said && (
        <SubPart heading={t('custom.findings')}>
          <FindingList
            findings={check.said.findings}
            problems={check.said.problems}
            onShow={({ line }) => {
              const element = document.getElementById(lineId(id, line));
              element?.scrollIntoView?.({ block: 'center' });
              element?.focus({ preventScroll: true });
            }}
          />
        </SubPart>
      )}
      <Change step="terms" form={form} />
      <Fields>
        <Field name={t('requester.form.duration')}>
          {wordsOf(values.minutes)}
        </Field>
      </Fields>
      <SubPart heading={t('requester.form.justification')}>
        <PersonsText text={values.justification} />
      </SubPart>
      <WhatHappensNext
        options={options}
        minutes={values.minutes}
        type="custom"
      />
    </>
  );
}
