import { ManagedPolicies } from '../data/ManagedPolicies';
import type { AskedPolicies } from '../PolicyAdvisor';

interface SourcedStatement {
  source: string;
  statement: Record<string, unknown>;
}

function statementsOf(source: string, document: string): SourcedStatement[] {
  const { Statement } = JSON.parse(document);
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  return statements.map(statement => {
    // A Sid may stand once in a policy, and here are several
    const { Sid, ...rest } = statement;
    return { source, statement: rest };
  });
}

/**
 * The policies of a set as one, which is how a role has them: a deny in one
 * takes away what another allows.
 */
export async function wholeSet(
  { inlinePolicy, managedPolicies }: AskedPolicies,
  documents: ManagedPolicies,
): Promise<{
  policy: string;
  /** Which policy a statement is of; the first one where nobody says which. */
  sourceOf(statement: number | undefined): string;
}> {
  const managed = await Promise.all(
    managedPolicies.map(async arn => {
      const found = await documents.find(arn);
      // The portal's own findings refuse what AWS does not have
      if (!found) throw new Error(`AWS has no policy ${arn}`);
      return statementsOf(arn, found.document);
    }),
  );
  const all = [
    ...(inlinePolicy === undefined ? [] : statementsOf('inline', inlinePolicy)),
    ...managed.flat(),
  ];
  return {
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: all.map(({ statement }) => statement),
    }),
    sourceOf: (statement = 0) => (all[statement] ?? all[0]).source,
  };
}
