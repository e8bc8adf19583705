import { AuthService } from '@backstage/backend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  QueryEntitiesInitialRequest,
  QueryEntitiesRequest,
} from '@backstage/catalog-client';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { OriginsQuery } from './trust';
import { unavailable } from './unavailable';
import { within } from './within';

const PAGE = 500;
const DEADLINE_SECONDS = 10;

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.uid',
  'metadata.annotations',
  'spec.profile',
  'relations',
];

/**
 * Reads the catalog whole or not at all: an error, a silence or an incomplete
 * answer is `ServiceUnavailableError`, never less than there is (H19).
 */
export class CatalogReader {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /**
   * All resources that carry the annotation, or those with the value given.
   *
   * @param origins - of these alone, see `trustedOrigins`: anybody can write
   * resources with somebody's account id, as many and as large as they like
   */
  async resourcesWith(
    annotation: string,
    origins: OriginsQuery,
    value?: string,
  ): Promise<Entity[]> {
    const found: Entity[] = [];
    const filter = {
      kind: 'Resource',
      [`metadata.annotations.${annotation}`]: value ?? CATALOG_FILTER_EXISTS,
    };
    await this.#resources({ filter, query: origins }, page =>
      found.push(...page),
    );
    return found;
  }

  /**
   * All resources that carry one of the annotations, or are of one of the
   * types, wherever they came from: `take` keeps what it needs of each page.
   */
  async resourcesLike(
    annotations: readonly string[],
    types: readonly string[],
    take: (page: Entity[]) => void,
  ): Promise<void> {
    const filter = [
      ...annotations.map(annotation => ({
        kind: 'Resource',
        [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
      })),
      { kind: 'Resource', 'spec.type': [...types] },
    ];
    await this.#resources({ filter }, take);
  }

  async #resources(
    asked: Pick<QueryEntitiesInitialRequest, 'filter' | 'query'>,
    take: (page: Entity[]) => void,
  ): Promise<void> {
    return this.#whole(async () => {
      let request: QueryEntitiesRequest | undefined = {
        ...asked,
        fields: FIELDS,
        limit: PAGE,
      };
      let expected = 0;
      let got = 0;
      while (request) {
        const page = await this.#page(request);
        take(page.items);
        got += page.items.length;
        expected = page.totalItems;
        const cursor: string | undefined = page.pageInfo.nextCursor;
        request = cursor ? { cursor, fields: FIELDS, limit: PAGE } : undefined;
      }
      if (got !== expected) {
        throw new Error(`Got ${got} of ${expected} entities`);
      }
    });
  }

  /**
   * Entities by reference; those that are not there are left out.
   *
   * @param witness - an entity known to be there: an answer without it is not
   * an answer
   */
  async byRefs(refs: string[], witness?: string): Promise<Map<string, Entity>> {
    return this.#whole(async () => {
      const found = new Map<string, Entity>();
      for (let from = 0; from < refs.length; from += PAGE) {
        const batch = refs.slice(from, from + PAGE);
        await this.#readBatch(batch, witness, found);
      }
      return found;
    });
  }

  async #readBatch(
    refs: string[],
    witness: string | undefined,
    found: Map<string, Entity>,
  ): Promise<void> {
    const entityRefs = witness ? [...refs, witness] : refs;
    const credentials = await this.#auth.getOwnServiceCredentials();
    const { items } = await within(
      DEADLINE_SECONDS,
      this.#catalog.getEntitiesByRefs(
        { entityRefs, fields: FIELDS },
        { credentials },
      ),
    );
    if (items.length !== entityRefs.length) {
      throw new Error(`Got ${items.length} of ${entityRefs.length} answers`);
    }
    if (witness && !items[items.length - 1]) {
      throw new Error(`${witness} vanished between two reads`);
    }
    refs.forEach((ref, index) => {
      const entity = items[index];
      if (entity) found.set(ref, entity);
    });
  }

  async #page(request: QueryEntitiesRequest) {
    const credentials = await this.#auth.getOwnServiceCredentials();
    return within(
      DEADLINE_SECONDS,
      this.#catalog.queryEntities(request, { credentials }),
    );
  }

  async #whole<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw unavailable('The catalog cannot be read now', error);
    }
  }
}
