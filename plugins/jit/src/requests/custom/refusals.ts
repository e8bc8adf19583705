import { jitErrorBody } from '@jit-portal/backstage-plugin-jit-common';
import { CustomField } from './customValues';

/** What the server said of one field, with what may be done about it. */
export interface Refused {
  message: string;
  /** A name that is free. */
  suggestion?: string;
  /** Where in the inline policy. */
  place?: { line: number; column: number };
}

const fieldOfServer: Record<string, CustomField> = {
  'permissionSet.name': 'name',
  'permissionSet.sessionDuration': 'sessionMinutes',
  'permissionSet.managedPolicies': 'managedPolicies',
  'permissionSet.inlinePolicy': 'inlinePolicy',
  duration: 'minutes',
  justification: 'justification',
};

const FREE = /(JIT-\S+) is free\./;
const PLACE = /\(line (\d+), column (\d+)\)/;

function refusedBy(message: string): Refused {
  const suggestion = FREE.exec(message)?.[1];
  const place = PLACE.exec(message);
  return {
    message,
    ...(suggestion && { suggestion }),
    ...(place && {
      place: { line: Number(place[1]), column: Number(place[2]) },
    }),
  };
}

/** What the server said of single fields; the first of each. */
export function refusalsOf(
  error: unknown,
): Partial<Record<CustomField, Refused>> {
  const refused: Partial<Record<CustomField, Refused>> = {};
  for (const { field, message } of jitErrorBody(error).details ?? []) {
    const ours = fieldOfServer[field];
    if (ours) refused[ours] ??= refusedBy(message);
  }
  return refused;
}
