import fc from 'fast-check';
import { Written } from '../reading/Policy';
import { ActionIndex } from './ActionIndex';
import { actionMatches, actionsOverlap } from './actions';

const anyName = fc.constantFrom('s3', 'S3', 's*', '*', 'ec2', 'e?2');
const anyAction = fc.constantFrom('Get', 'get', 'G*', '*', 'GetObject', '?et');
const anyPattern = fc.oneof(
  fc.tuple(anyName, anyAction).map(parts => parts.join(':')),
  fc.constantFrom('*', '**', '*:*'),
);
const written = (text: string): Written => ({
  text,
  place: { pointer: '', line: 1, column: 1 },
});

it('finds what a look at each pattern in turn would find', () => {
  fc.assert(
    fc.property(
      fc.array(anyPattern, { maxLength: 6 }),
      fc.constantFrom('s3:Get', 's3:GetObject', 'S3:get', 'ec2:Get', 'sns:Put'),
      (patterns, action) => {
        const listed = patterns.map(written);
        const first = listed.find(({ text }) => actionMatches(text, action));
        expect(new ActionIndex(listed).find(action)).toBe(first);
      },
    ),
    { numRuns: 500 },
  );
});

it('meets a pattern where one of its own overlaps it', () => {
  fc.assert(
    fc.property(
      fc.array(anyPattern, { maxLength: 4 }),
      anyPattern,
      (patterns, asked) => {
        expect(new ActionIndex(patterns.map(written)).meets(asked)).toBe(
          patterns.some(one => actionsOverlap(one, asked)),
        );
      },
    ),
    { numRuns: 1000 },
  );
});
