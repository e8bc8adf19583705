import { useEffect, useRef, useState } from 'react';
import {
  CustomPermissionSet,
  PermissionSetType,
  RequestOptions,
  SubmitRequest,
  isoOf,
  jitErrorBody,
  minutesOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { useDraft } from '../shared/useDraft';
import { Field, FormValues, fields, problemsOf } from './formValues';

/** What to begin with, from a link. */
export interface FormStart {
  type?: PermissionSetType;
  /** The number of an earlier request, asked for again. */
  from?: string;
  /** A set that is offered. */
  permissionSet?: string;
  /** What a custom set was to hold. */
  custom?: CustomPermissionSet;
  duration?: string;
  justification?: string;
}

const fieldOfServer: Record<string, Field> = {
  permissionSet: 'permissionSet',
  'permissionSet.name': 'permissionSet',
  duration: 'minutes',
  justification: 'justification',
};

/** What the server said of single fields. */
function serverProblems(error: unknown): Partial<Record<Field, string>> {
  const details = error ? jitErrorBody(error).details ?? [] : [];
  return Object.fromEntries(
    details.flatMap(({ field, message }) =>
      fieldOfServer[field] ? [[fieldOfServer[field], message]] : [],
    ),
  );
}

/** How a form is sent; what was sent, or undefined with its error. */
export interface Sending<TSent> {
  isSending: boolean;
  error: Error | null;
  send(body: SubmitRequest): Promise<TSent | undefined>;
}

/** The form: its values, what is wrong with them, and sending. */
export function useRequestForm<TSent>(props: {
  options: RequestOptions;
  start: FormStart;
  submission: Sending<TSent>;
  /** Under which unsent text is kept; otherwise it is the account's. */
  draftKey?: string;
  onSent(sent: TSent): void;
}) {
  const { options, start, submission, onSent } = props;
  const { id: accountId, limits } = options.account;
  const draft = useDraft(props.draftKey ?? `justification ${accountId}`);
  const [permissionSet, setPermissionSet] = useState(start.permissionSet ?? '');
  const [minutes, setMinutes] = useState(
    () => minutesOf(start.duration ?? limits.durationDefault) ?? 60,
  );
  const [left, setLeft] = useState<Partial<Record<Field, boolean>>>({});
  const [tries, setTries] = useState(0);
  const inputs = useRef<Partial<Record<Field, { focus(): void } | null>>>({});

  const firstText = useRef(start.justification);
  useEffect(() => {
    if (firstText.current && !draft.text) draft.write(firstText.current);
    firstText.current = undefined;
  }, [draft]);

  const values: FormValues = {
    permissionSet,
    minutes,
    justification: draft.text,
  };
  const problems = problemsOf(values, options);
  const wrong = fields.filter(field => problems[field]);

  const send = async () => {
    setTries(count => count + 1);
    if (wrong.length > 0) {
      inputs.current[wrong[0]]?.focus();
      return;
    }
    const sent = await submission.send({
      accountId,
      permissionSet: { type: 'standard', name: permissionSet },
      duration: isoOf(minutes),
      justification: draft.text.trim(),
    });
    if (sent) {
      draft.forget();
      onSent(sent);
    }
  };

  return {
    values,
    problems,
    /** Errors are told after leaving a field, or on sending. */
    shown: (field: Field) =>
      tries > 0 || left[field] ? problems[field] : undefined,
    saidByServer: serverProblems(submission.error),
    wrongCount: tries > 0 ? wrong.length : 0,
    error: submission.error,
    isSending: submission.isSending,
    setPermissionSet,
    setMinutes,
    setJustification: draft.write,
    leave: (field: Field) => setLeft(before => ({ ...before, [field]: true })),
    inputRef: (field: Field) => (input: { focus(): void } | null) => {
      inputs.current[field] = input;
    },
    send,
  };
}

/** What {@link useRequestForm} gives. */
export type RequestFormState = ReturnType<typeof useRequestForm>;
