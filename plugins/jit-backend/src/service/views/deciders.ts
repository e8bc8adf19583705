import {
  Approver,
  Owner,
  ReviewedAs,
} from '@jit-portal/backstage-plugin-jit-common';
import { JitConfig } from '../../config/JitConfig';
import { RequestRecord } from '../../domain/model';
import { currentStage } from '../../domain/reviewer';
import { Viewpoint } from './Viewpoint';

/*
 * Who can decide, for people to read: owners as designated, and roles by the
 * users and groups that configuration names. Rules ask for people instead.
 */

type Named = Omit<Owner, 'isMe'>;

const ROLE_WORDS = { 'sso-admin': 'SSO Admins', admin: 'Admins' } as const;

/** Display names of who can decide now, the requester left out. */
export function decidersOf(request: RequestRecord, owners: Named[]): string[] {
  const stage = currentStage(request.plan, request.reviews);
  if (!stage) return [];
  const names: string[] = [];
  if (stage.reviewers.includes('owner') && !stage.adminsInstead) {
    const others = owners.filter(({ ref }) => ref !== request.requester.ref);
    names.push(...others.map(({ displayName }) => displayName));
  }
  if (names.length > 0) return names;
  if (stage.reviewers.includes('admin')) return [ROLE_WORDS.admin];
  return [ROLE_WORDS['sso-admin']];
}

/** How many people stand behind owners and roles, the requester left out. */
export interface Crowd {
  /** People who own the account, however they were found. */
  owners: number;
  'sso-admin': number;
  admin: number;
}

function isMe(ref: string, { caller, standing }: Viewpoint): boolean {
  return ref === caller.ref || (standing?.memberOf.includes(ref) ?? false);
}

function ofRole(
  as: 'sso-admin' | 'admin',
  refs: string[],
  viewpoint: Viewpoint,
  crowd?: Crowd,
): Approver[] {
  return refs.map(ref => ({
    ref,
    kind: ref.startsWith('group:') ? 'group' : 'user',
    displayName: ROLE_WORDS[as],
    as,
    people: crowd?.[as],
    isMe: isMe(ref, viewpoint),
  }));
}

/**
 * Everybody who may take a stage with these capacities. Of several owners it is
 * not told which found whom, so a group has its number where it is the only one.
 */
export function approversFor(
  reviewers: ReviewedAs[],
  owners: Named[],
  config: JitConfig,
  viewpoint: Viewpoint,
  crowd?: Crowd,
): Approver[] {
  const approvers: Approver[] = [];
  if (reviewers.includes('owner')) {
    approvers.push(
      ...owners.map(owner => ({
        ...owner,
        as: 'owner' as const,
        people:
          owner.kind === 'group' && owners.length === 1
            ? crowd?.owners
            : undefined,
        isMe: isMe(owner.ref, viewpoint),
      })),
    );
  }
  const { ssoAdmins, admins } = config.roles;
  if (reviewers.includes('sso-admin')) {
    approvers.push(...ofRole('sso-admin', ssoAdmins, viewpoint, crowd));
  }
  if (reviewers.includes('admin')) {
    approvers.push(...ofRole('admin', admins, viewpoint, crowd));
  }
  // A group in which nobody is left decides nothing
  return approvers.filter(({ people }) => people !== 0);
}

/** Owners with a mark on the caller's own chip. */
export function ownersFor(owners: Named[], viewpoint: Viewpoint): Owner[] {
  return owners.map(owner => ({
    ...owner,
    isMe: isMe(owner.ref, viewpoint),
  }));
}
