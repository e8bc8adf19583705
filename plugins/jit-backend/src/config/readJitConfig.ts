import { Config } from '@backstage/config';
import { z } from 'zod';
import { ConfigProblem, crossCheck } from './crossChecks';
import { JitConfig } from './JitConfig';
import { JitSection, jitSchema } from './schema';

function keyOf(path: PropertyKey[]): string {
  return ['jit', ...path].map(String).join('.');
}

function problemsOf(issue: z.core.$ZodIssue): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({
      key: keyOf([...issue.path, key]),
      message: 'is not a known key: correct its spelling or take it out',
    }));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => ({
      key: keyOf(issue.path),
      message,
    }));
  }
  return [{ key: keyOf(issue.path), message: issue.message }];
}

function fail(problems: ConfigProblem[]): never {
  const lines = problems.map(({ key, message }) => `  - ${key} ${message}`);
  throw new Error(
    `The configuration of the JIT portal has ${
      lines.length === 1 ? 'a problem' : `${lines.length} problems`
    }:\n${lines.join('\n')}`,
  );
}

function shapeOf(jit: JitSection): JitConfig {
  const { duration, aws } = jit;
  return {
    roles: jit.roles,
    accounts: jit.accounts,
    identities: jit.identities,
    permissionSets: jit.permissionSets,
    customSets: jit.customSets,
    duration: {
      defaultMinutes: duration.default,
      minMinutes: duration.min,
      maxMinutes: duration.max,
      stepMinutes: duration.step,
    },
    approvalWindowMinutes: jit.approvalWindow,
    approvals: jit.approvals,
    justification: jit.justification,
    limits: jit.limits,
    notifications: jit.notifications,
    workingHours: jit.workingHours,
    leaver: jit.leaver,
    callers: jit.callers,
    credentialsMode: jit.credentials.mode,
    credentials: {
      allowLongSessions: jit.credentials.allowLongSessions,
      scp: jit.credentials.scp,
    },
    audit: {
      checkpointMinutes: jit.audit.checkpoints.every,
      signingKey: jit.audit.checkpoints.signingKey,
      retention: jit.retention,
    },
    recovery: jit.recovery,
    aws: {
      region: aws.region,
      instanceArn: aws.instanceArn,
      identityStoreId: aws.identityStoreId,
      callerAccount: aws.callerAccount,
      accessPortalUrl: aws.accessPortalUrl,
      mode: aws.mode,
      endpoint: aws.endpoint,
      callsPerSecond: aws.callsPerSecond,
      outstanding: aws.outstanding,
      activateWithinMinutes: aws.activateWithin,
      acknowledgeSqlite: aws.acknowledgeSqlite,
    },
  };
}

/**
 * Reads and checks `jit:` at start. All problems are told together, each with
 * its key and what to do.
 *
 * @param root - the whole configuration
 */
export function readJitConfig(root: Config): JitConfig {
  const read = jitSchema.safeParse(root.getOptional('jit') ?? {});
  if (!read.success) return fail(read.error.issues.flatMap(problemsOf));
  const problems = crossCheck(root, read.data);
  return problems.length > 0 ? fail(problems) : shapeOf(read.data);
}
