import { useEffect, useMemo, useRef, useState } from 'react';
import {
  AccessRequest,
  RequestOptions,
} from '@jit-portal/backstage-plugin-jit-common';
import { useDraft } from '../../shared/useDraft';
import { useSubmission } from '../useSubmission';
import {
  CustomField,
  CustomLimits,
  CustomStart,
  CustomValues,
  Step,
  bodyOf,
  customFields,
  customProblemsOf,
  stepOf,
  steps,
  valuesFrom,
} from './customValues';
import { DraftKey, forgetDraft, readDraft, writeDraft } from './customDraft';
import { Refused, refusalsOf } from './refusals';
import { usePolicyCheck } from './usePolicyCheck';

type Inputs = Partial<Record<CustomField, { focus(): void } | null>>;

/** What is to be focused once the step that has it is drawn. */
interface Aim {
  step: Step;
  field?: CustomField;
}

/** The values, kept for a reload until they are sent. */
function useKeptValues(
  draft: DraftKey,
  start: CustomStart,
  limits: Parameters<typeof valuesFrom>[1],
) {
  // Shared with the form for standard sets, so that choosing does not lose it
  const text = useDraft(`justification ${draft.accountId}`);
  const [values, setValues] = useState<CustomValues>(
    () =>
      readDraft(draft)?.values ??
      valuesFrom(
        { ...start, justification: start.justification || text.text },
        limits,
      ),
  );
  const first = useRef(values);
  const key = useRef(draft);
  useEffect(() => {
    if (values !== first.current) writeDraft(key.current, values);
  }, [values]);
  const change = (changes: Partial<CustomValues>) => {
    setValues(before => ({ ...before, ...changes }));
    if (changes.justification !== undefined) text.write(changes.justification);
  };
  const forget = () => {
    forgetDraft(draft);
    text.forget();
  };
  return { values, change, forget };
}

/** Moves the focus: to a field once its step is drawn, else to the step's heading. */
function useAim(step: Step) {
  const inputs = useRef<Inputs>({});
  const heading = useRef<HTMLHeadingElement>(null);
  const [aim, setAim] = useState<Aim>();
  useEffect(() => {
    if (aim?.step !== step) return;
    const target = aim.field && inputs.current[aim.field];
    (target ?? heading.current)?.focus();
  }, [aim, step]);
  return { inputs, heading, setAim };
}

/** The form for a custom set: its values, steps, what is wrong, and sending. */
export function useCustomForm(props: {
  options: RequestOptions;
  limits: CustomLimits;
  start: CustomStart;
  draft: DraftKey;
  newKey?: () => string;
  onSent(request: AccessRequest): void;
}) {
  const { options, onSent } = props;
  const { id: accountId } = options.account;
  const limits = useMemo(
    () => ({ ...options.account.limits, ...props.limits }),
    [options.account.limits, props.limits],
  );
  const kept = useKeptValues(props.draft, props.start, limits);
  const { values } = kept;
  const [step, setStep] = useState<Step>('permissions');
  const [tried, setTried] = useState<Partial<Record<Step, boolean>>>({});
  const [left, setLeft] = useState<Partial<Record<CustomField, boolean>>>({});
  const [refused, setRefused] = useState<Partial<Record<CustomField, Refused>>>(
    {},
  );
  const [isWaiting, setWaiting] = useState(false);
  const { inputs, heading, setAim } = useAim(step);
  const check = usePolicyCheck(accountId, values);
  const submission = useSubmission(props.newKey);

  const problems = customProblemsOf(
    values,
    limits,
    check.isSettled ? check.said : undefined,
  );
  const wrongIn = (one: Step) =>
    customFields.filter(field => problems[field] && stepOf(field) === one);

  const goTo = (next: Step, field?: CustomField) => {
    setStep(next);
    setAim({ step: next, field });
  };

  /** On to the next step, or to the first field that is in the way. */
  const advance = () => {
    const [wrong] = wrongIn(step);
    if (wrong) goTo(step, wrong);
    else goTo(steps[steps.indexOf(step) + 1]);
  };

  const next = () => {
    setTried(before => ({ ...before, [step]: true }));
    if (step === 'permissions' && !check.isSettled) setWaiting(true);
    else advance();
  };

  // Next was pressed while the policies were being judged
  const goesOn = isWaiting && check.isSettled;
  const gaveUp = isWaiting && check.error !== undefined;
  useEffect(() => {
    if (goesOn || gaveUp) setWaiting(false);
    if (goesOn) advance();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [goesOn, gaveUp]);

  const send = async () => {
    const wrong = customFields.find(field => problems[field]);
    if (wrong || !check.isSettled) {
      setTried({ permissions: true, terms: true });
      goTo(wrong ? stepOf(wrong) : 'permissions', wrong);
      return;
    }
    const request = await submission.send(bodyOf(values, accountId, limits));
    if (request) {
      kept.forget();
      onSent(request);
    }
  };

  // A refusal leads back to the step that has its first field
  useEffect(() => {
    const said = refusalsOf(submission.error);
    const first = customFields.find(field => said[field]);
    setRefused(said);
    if (first) goTo(stepOf(first), first);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [submission.error]);

  return {
    accountId,
    limits,
    values,
    step,
    check,
    heading,
    /** Errors are told after leaving a field, or on going on. */
    shown: (field: CustomField) =>
      tried[stepOf(field)] || left[field] ? problems[field] : undefined,
    problems,
    refused,
    wrongCount: tried[step] ? wrongIn(step).length : 0,
    error: submission.error,
    /** The server's refusal is told at fields, or stands by itself. */
    isAtField: Object.keys(refusalsOf(submission.error)).length > 0,
    isSending: submission.isSending,
    isWaiting,
    change(changes: Partial<CustomValues>) {
      kept.change(changes);
      setRefused(before => {
        const rest = { ...before };
        for (const field of Object.keys(changes) as CustomField[]) {
          delete rest[field];
        }
        return rest;
      });
    },
    leave: (field: CustomField) =>
      setLeft(before => ({ ...before, [field]: true })),
    inputRef: (field: CustomField) => (input: { focus(): void } | null) => {
      inputs.current[field] = input;
    },
    goTo,
    next,
    send,
  };
}

/** What {@link useCustomForm} gives. */
export type CustomFormState = ReturnType<typeof useCustomForm>;
