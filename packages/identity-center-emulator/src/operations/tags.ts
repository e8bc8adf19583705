import { invalid } from '../errors';
import { PermissionSetState } from '../world/types';
import { Context, Input, Operation, requireSet } from './context';

export function tagsOf(tags: { Key: string; Value: string }[] = []) {
  if (tags.length > 75) throw invalid('Tags must have length at most 75');
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
    Object.assign(taggedSet(context, input).tags, tagsOf(input.Tags));
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
