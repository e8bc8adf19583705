import { invalid, overQuota } from '../errors';
import { PermissionSetState } from '../world/types';
import { Context, Input, Operation, requireSet } from './context';

const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
const MOST = 75;

/** Tags as they come over the wire, checked and by their keys. */
export function tagsOf(
  tags: { Key: string; Value: string }[] = [],
): Record<string, string> {
  for (const { Key, Value } of tags) {
    const isOwn = KEY.test(Key ?? '') && !/^aws:/i.test(Key);
    if (!isOwn || Value === undefined || !VALUE.test(Value)) {
      throw invalid(`Tag ${Key} is not valid`);
    }
  }
  if (tags.length > MOST) {
    throw invalid(`Tags must have length at most ${MOST}`);
  }
  return Object.fromEntries(tags.map(tag => [tag.Key, tag.Value]));
}

function taggedSet(context: Context, input: Input): PermissionSetState {
  return requireSet(context, {
    InstanceArn: input.InstanceArn ?? context.world.seed.instanceArn,
    PermissionSetArn: input.ResourceArn,
  });
}

export const tagOperations: Record<string, Operation> = {
  TagResource: (context, input) => {
    const set = taggedSet(context, input);
    const tags = { ...set.tags, ...tagsOf(input.Tags) };
    if (Object.keys(tags).length > MOST) {
      throw overQuota('You have exceeded the number of tags.');
    }
    set.tags = tags;
    return {};
  },
  UntagResource: (context, input) => {
    const set = taggedSet(context, input);
    for (const key of input.TagKeys ?? []) delete set.tags[key];
    return {};
  },
  ListTagsForResource: (context, input) => ({
    Tags: Object.entries(taggedSet(context, input).tags).map(
      ([Key, Value]) => ({ Key, Value }),
    ),
  }),
};
