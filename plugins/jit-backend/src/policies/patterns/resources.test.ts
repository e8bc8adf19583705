import { reachOfResource, resourceContains, resourceFits } from './resources';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';

describe('resources', () => {
  it.each([
    ['*', 'any'],
    ['arn:aws:s3:::*', 'any'],
    ['arn:aws:s3:::*/*', 'any'],
    ['arn:aws:s3:::reports/*', 'some'],
    ['arn:aws:s3:::reports', 'named'],
    ['arn:aws:iam::*:role/*', 'any'],
    ['arn:aws:iam::111122223333:role/app-*', 'some'],
    ['arn:aws:iam::*:role/app', 'named'],
    ['arn:aws:sqs:*:*:*', 'any'],
    ['arn:aws:logs:*:*:log-group:*', 'any'],
    ['arn:aws:logs:*:*:log-group:*:*', 'any'],
    ['arn:aws:iam::*:user/${aws:username}', 'named'],
    [QUEUE, 'named'],
  ])('%s reaches %s', (resource, reach) => {
    expect(reachOfResource(resource)).toBe(reach);
  });

  it.each([
    ['*', QUEUE, true],
    ['arn:aws:sqs:*:*:*', QUEUE, true],
    ['arn:aws:sqs:*:111122223333:ord*', QUEUE, true],
    [QUEUE, 'arn:aws:sqs:*:111122223333:orders', false],
    [QUEUE, '*', false],
    // A wildcard for the Region does not take the account as well
    ['arn:aws:sns:*:orders:a', 'arn:aws:sns:eu:1:orders:a', false],
    ['arn:aws:s3:::home/${aws:username}', 'arn:aws:s3:::home/x', false],
  ])('%s takes all of %s: %s', (outer, inner, held) => {
    expect(resourceContains(outer, inner)).toBe(held);
  });

  it.each([
    ['*', 'arn:*:sns:*:*:*', true],
    [QUEUE, 'arn:*:sqs:*:*:*', true],
    [QUEUE, 'arn:*:sns:*:*:*', false],
    ['arn:aws:iam::*:user/${aws:username}', 'arn:*:iam::*:user/*', true],
    ['arn:aws:marketplace::1:product', 'arn:*:*:*:*:*', true],
    [QUEUE, '*', true],
  ])('%s fits %s: %s', (resource, arn, fitting) => {
    expect(resourceFits(resource, arn)).toBe(fitting);
  });
});
