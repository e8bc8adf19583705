import { ListPoliciesCommand } from '@aws-sdk/client-iam';
import {
  ListAccountAssignmentsCommand,
  ListPermissionSetsCommand,
} from '@aws-sdk/client-sso-admin';
import {
  emulated,
  Emulated,
  InstanceArn,
  PRODUCTION,
  READ_ONLY,
} from '../__testUtils__/emulated';

describe('a page token', () => {
  let aws: Emulated;
  beforeEach(async () => {
    aws = await emulated();
  });
  afterEach(() => aws.close());

  const sets = (NextToken?: string) =>
    aws.clients.sso.send(
      new ListPermissionSetsCommand({ InstanceArn, MaxResults: 3, NextToken }),
    );

  it('leads to the rest of its list', async () => {
    const first = await sets();
    const rest = await sets(first.NextToken);
    expect(first.PermissionSets).toHaveLength(3);
    expect(rest.PermissionSets).toHaveLength(2);
    expect(rest.NextToken).toBeUndefined();
  });

  it('cannot be made up, nor used for another list', async () => {
    const { NextToken } = await sets();
    const invalid = { name: 'ValidationException' };
    await expect(
      sets(Buffer.from('3').toString('base64')),
    ).rejects.toMatchObject(invalid);
    await expect(
      aws.clients.sso.send(
        new ListAccountAssignmentsCommand({
          InstanceArn,
          AccountId: PRODUCTION,
          PermissionSetArn: READ_ONLY,
          NextToken,
        }),
      ),
    ).rejects.toMatchObject(invalid);
    await expect(
      aws.clients.iam.send(new ListPoliciesCommand({ Marker: '100' })),
    ).rejects.toMatchObject(invalid);
  });
});
