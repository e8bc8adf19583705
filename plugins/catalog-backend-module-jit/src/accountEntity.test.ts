import { entityEnvelopeSchemaValidator } from '@backstage/catalog-model';
import { accountEntity } from './accountEntity';
import { OrganizationAccount } from './readOrganization';
import { EntitySettings } from './readSettings';

const settings: EntitySettings = {
  organizationId: 'o-a1b2c3d4e5',
  annotation: 'amazonaws.com/account-id',
  ownerTag: 'jit-owners',
  defaultOwner: 'unknown',
  namespace: 'default',
};

function entityOf(
  change: Partial<OrganizationAccount>,
  more: Partial<EntitySettings> = {},
) {
  const account = {
    id: '111111111111',
    name: 'Payments Production',
    state: 'ACTIVE',
    tags: {},
    ...change,
  };
  return accountEntity(account, { ...settings, ...more });
}

describe('the entity of an account', () => {
  it('carries the id, where it comes from and who owns it', () => {
    const tags = { 'jit-owners': 'group:default/payments-owners' };
    const entity = entityOf({ tags });
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'aws-111111111111',
        namespace: 'default',
        title: 'Payments Production',
        annotations: {
          'amazonaws.com/account-id': '111111111111',
          'backstage.io/managed-by-location': 'aws-organization:o-a1b2c3d4e5',
          'backstage.io/managed-by-origin-location':
            'aws-organization:o-a1b2c3d4e5',
          'jit-portal.io/owners': 'group:default/payments-owners',
        },
      },
      spec: { type: 'aws-account', owner: 'group:default/payments-owners' },
    });
    expect(entityEnvelopeSchemaValidator()(entity)).toBe(entity);
  });

  it.each<[string, Record<string, string>, string, string | undefined]>([
    ['no tag', {}, 'unknown', undefined],
    ['an empty tag', { 'jit-owners': '  ' }, 'unknown', undefined],
    [
      'several, told twice',
      {
        'jit-owners': 'user:default/theo  group:default/data user:default/theo',
      },
      'user:default/theo',
      'user:default/theo,group:default/data',
    ],
    [
      'one that is wrong, for the portal to tell',
      { 'jit-owners': 'payments group:default/data' },
      'group:default/data',
      'payments,group:default/data',
    ],
    [
      'none that is right',
      { 'jit-owners': 'payments component:default/x' },
      'unknown',
      'payments,component:default/x',
    ],
    ['another tag', { owner: 'group:default/data' }, 'unknown', undefined],
  ])('names owners by %s', (_, tags, owner, annotation) => {
    const { spec, metadata } = entityOf({ tags });
    expect(spec.owner).toBe(owner);
    expect(metadata.annotations!['jit-portal.io/owners']).toBe(annotation);
  });

  it('names the default owner where no tag is asked for', () => {
    const { spec, metadata } = entityOf(
      { tags: { 'jit-owners': 'group:default/data' } },
      { ownerTag: undefined, defaultOwner: 'group:default/platform' },
    );
    expect(spec.owner).toBe('group:default/platform');
    expect(metadata.annotations).not.toHaveProperty(['jit-portal.io/owners']);
  });

  it.each([
    ['ACTIVE', undefined],
    ['SUSPENDED', ['suspended']],
    ['PENDING_ACTIVATION', ['pending-activation']],
    ['PENDING_CLOSURE', ['pending-closure']],
  ])('says of one that is %s: %j', (state, tags) => {
    const entity = entityOf({ state });
    expect(entity.metadata.tags).toEqual(tags);
    expect(entityEnvelopeSchemaValidator()(entity)).toBe(entity);
  });

  it('keeps its name whatever the account is called', () => {
    expect(entityOf({ name: 'Another' }).metadata.name).toBe(
      'aws-111111111111',
    );
    expect(entityOf({ name: ' ' }).metadata.title).toBe('111111111111');
  });
});
