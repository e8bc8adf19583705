import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import { configWith } from './__testUtils__/config';
import {
  account,
  group,
  REGISTERED,
  stitched,
  user,
} from './__testUtils__/entities';
import { CatalogOwnership } from './CatalogOwnership';

const PRODUCTION = '111122223333';

async function read(entities: Entity[], jit: JsonObject = {}) {
  return new CatalogOwnership({
    ...configWith(jit),
    catalog: catalogServiceMock({ entities: stitched(entities) }),
    auth: mockServices.auth(),
  }).read();
}

/** An entity that says it is an account, without any id. */
function withoutId(name: string): Entity {
  const made = account(name, 'x');
  const { 'amazonaws.com/account-id': _, ...annotations } =
    made.metadata.annotations!;
  return { ...made, metadata: { ...made.metadata, annotations } };
}

describe('CatalogOwnership', () => {
  it('finds approvers, and the way to each', async () => {
    const { entities } = await read([
      account('production', PRODUCTION, { owner: 'ops', title: 'Production' }),
      group('ops', { members: ['ana'], displayName: 'Ops team' }),
      group('leads', { parent: 'ops', members: ['bo'], displayName: 'Leads' }),
      user('ana', { displayName: 'Ana Ruiz' }),
      user('bo'),
    ]);
    const ops = { ref: 'group:default/ops', displayName: 'Ops team' };
    expect(entities).toMatchObject([
      {
        entityRef: 'resource:default/production',
        name: 'Production',
        id: PRODUCTION,
        ownersFrom: 'relation',
        owners: [{ ...ops, kind: 'group', standing: 'found', isEmpty: false }],
        approvers: [
          { ref: 'user:default/ana', displayName: 'Ana Ruiz', via: [ops] },
          {
            ref: 'user:default/bo',
            via: [ops, { ref: 'group:default/leads', displayName: 'Leads' }],
          },
        ],
        wrongValues: [],
      },
    ]);
  });

  it('says where owners are named', async () => {
    const annotations = {
      'jit-portal.io/owners': 'user:default/ana, nonsense',
    };
    const entities = [
      account('production', PRODUCTION, { owner: 'ops', annotations }),
      user('ana'),
    ];
    const [annotated] = (await read(entities)).entities;
    expect(annotated).toMatchObject({
      ownersFrom: 'annotation',
      approvers: [{ ref: 'user:default/ana', via: [] }],
      wrongValues: [
        {
          annotation: 'jit-portal.io/owners',
          reason: expect.stringContaining('“nonsense”'),
        },
      ],
    });
    const owners = { [PRODUCTION]: ['user:default/bo'] };
    const [configured] = (await read(entities, { accounts: { owners } }))
      .entities;
    expect(configured).toMatchObject({
      ownersFrom: 'configuration',
      owners: [{ ref: 'user:default/bo', standing: 'not-found' }],
    });
  });

  it('tells owners that are not there from those that are not trusted', async () => {
    const owners =
      'group:default/gone,group:default/mine,group:default/lost,group:default/none';
    const [{ owners: told }] = (
      await read([
        account('production', PRODUCTION, {
          annotations: { 'jit-portal.io/owners': owners },
        }),
        group('mine', { from: REGISTERED, members: ['ana'] }),
        group('lost', { orphan: true, members: ['ana'] }),
        group('none'),
        user('ana'),
      ])
    ).entities;
    expect(told.map(({ standing, isEmpty }) => [standing, isEmpty])).toEqual([
      ['not-found', true],
      ['not-trusted', true],
      ['orphaned', true],
      ['found', true],
    ]);
  });

  it('lists what should be an account and is none', async () => {
    const { entities } = await read([
      withoutId('nameless'),
      account('typo', '1234-5678-9012'),
      account('orphan', PRODUCTION, { orphan: true }),
      group('unknown', { members: [] }),
    ]);
    expect(
      entities.map(({ name, id, idValue, orphaned }) => ({
        name,
        id,
        idValue,
        orphaned,
      })),
    ).toEqual(
      expect.arrayContaining([
        { name: 'nameless', id: undefined, idValue: '', orphaned: false },
        {
          name: 'typo',
          id: undefined,
          idValue: '1234-5678-9012',
          orphaned: false,
        },
        { name: 'orphan', id: PRODUCTION, idValue: PRODUCTION, orphaned: true },
      ]),
    );
    expect(entities).toHaveLength(3);
  });

  it('takes no account from a source that is not trusted (H12)', async () => {
    const { entities, untrusted } = await read([
      account('mine', PRODUCTION, { from: REGISTERED }),
      account('lost', PRODUCTION, { from: REGISTERED, orphan: true }),
    ]);
    expect(entities).toEqual([]);
    expect(untrusted.map(({ entityRef }) => entityRef)).toEqual([
      'resource:default/mine',
      'resource:default/lost',
    ]);
  });
});
