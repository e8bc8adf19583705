import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ResourceEntity,
} from '@backstage/catalog-model';
import { ANNOTATION_OWNERS } from '@jit-portal/backstage-plugin-jit-common';
import { OrganizationAccount } from './readOrganization';
import { EntitySettings, isOwnerRef } from './readSettings';

/**
 * Where all of them come from. No location that people register has this type,
 * so that JIT Access may trust it (H12).
 */
export function originOf({ organizationId }: EntitySettings): string {
  return `aws-organization:${organizationId}`;
}

/** Tag values may hold no comma: a blank stands between two owners. */
function ownersIn(tag: string | undefined): string[] {
  return [...new Set((tag ?? '').split(/\s+/).filter(Boolean))];
}

const isFullOwnerRef = (text: string) => text.includes(':') && isOwnerRef(text);

/**
 * An account as the catalog has it. Its name is made of the id, which never
 * changes: requests and sessions are bound to the entity. What the tag says
 * goes into the annotation as it is, wrong refs included: JIT Access judges
 * them, and shows on Account Ownership what is wrong.
 */
export function accountEntity(
  { id, name, state, tags }: OrganizationAccount,
  settings: EntitySettings,
): ResourceEntity {
  const { annotation, ownerTag, defaultOwner, namespace } = settings;
  const owners = ownerTag === undefined ? [] : ownersIn(tags[ownerTag]);
  const origin = originOf(settings);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `aws-${id}`,
      namespace,
      title: name.trim() || id,
      annotations: {
        [annotation]: id,
        [ANNOTATION_LOCATION]: origin,
        [ANNOTATION_ORIGIN_LOCATION]: origin,
        ...(owners.length > 0 && { [ANNOTATION_OWNERS]: owners.join(',') }),
      },
      // An account in order needs no mark
      ...(state !== 'ACTIVE' && {
        tags: [state.toLowerCase().replaceAll('_', '-')],
      }),
    },
    spec: {
      type: 'aws-account',
      owner: owners.find(isFullOwnerRef) ?? defaultOwner,
    },
  };
}
