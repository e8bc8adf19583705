import { reachOfResource, resourceContains, resourceFits } from './resources';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';

const BUCKET = 'arn:*:s3:::*';
const OBJECT = 'arn:*:s3:::*/*';
const ROLE = 'arn:*:iam::*:role/*';
const USER = 'arn:*:iam::*:user/*';
const SQS = 'arn:*:sqs:*:*:*';
const LOG_GROUP = 'arn:*:logs:*:*:log-group:*';
const LOG_STREAM = 'arn:*:logs:*:*:log-group:*:log-stream:*';
const SECRET = 'arn:*:secretsmanager:*:*:secret:*';
const INSTANCE = 'arn:*:ec2:*:*:instance/*';
const SNAPSHOT = 'arn:*:ec2:*::snapshot/*';
const KEY = 'arn:*:kms:*:*:key/*';
const SET = 'arn:*:sso:::permissionSet/*/*';
/** Of no kind in particular, as Action `*` asks. */
const NO_KIND = '*';

describe('resources', () => {
  it.each([
    ['*', ROLE, 'any'],
    ['arn:aws:s3:::*', BUCKET, 'any'],
    ['arn:*:s3:::*', OBJECT, 'any'],
    ['arn:aws:s3:::*/*', OBJECT, 'any'],
    ['arn:aws:s3:::*/reports/*', OBJECT, 'any'],
    ['arn:aws:s3:*:*:*/reports/*', OBJECT, 'any'],
    ['arn:aws:s3:::*-dev/*', OBJECT, 'any'],
    ['arn:aws:s3:::*-dev', BUCKET, 'some'],
    ['arn:aws:s3:::app-*-dev/*', OBJECT, 'some'],
    ['arn:aws:s3:::reports/*', OBJECT, 'some'],
    ['arn:aws:s3:::reports', BUCKET, 'named'],
    ['arn:aws:iam::*:role/*', ROLE, 'any'],
    ['arn:aws:iam::111122223333:role/*', ROLE, 'any'],
    ['arn:aws:iam::111122223333:role/app-*', ROLE, 'some'],
    ['arn:aws:iam::*:role/app', ROLE, 'named'],
    ['arn:aws:sqs:*:*:*', SQS, 'any'],
    ['arn:aws:logs:*:*:log-group:*', LOG_GROUP, 'any'],
    ['arn:aws:logs:*:*:log-group:*:*', LOG_GROUP, 'any'],
    ['arn:aws:logs:*:*:log-group:/app/orders:*', LOG_STREAM, 'some'],
    ['arn:aws:iam::*:user/${aws:username}', USER, 'named'],
    [QUEUE, SQS, 'named'],
  ])('%s of %s reaches %s', (resource, kind, reach) => {
    expect(reachOfResource(resource, [kind])).toBe(reach);
  });

  it.each([
    // A part of the kind's own letters
    ['arn:aws:iam::*:r*', ROLE],
    ['arn:aws:iam::*:role*', ROLE],
    ['arn:aws:iam::*:*ole/*', ROLE],
    ['arn:aws:iam::*:r?l*/*', ROLE],
    ['arn:aws:iam::*:*user*', USER],
    ['arn:aws:secretsmanager:*:*:s*', SECRET],
    ['arn:aws:logs:*:*:*:log-stream:*', LOG_STREAM],
    // What every name has
    ['arn:aws:iam::*:role/?*', ROLE],
    ['arn:aws:iam::*:role/*?', ROLE],
    ['arn:aws:iam::*:role/????????', ROLE],
    ['arn:aws:s3:::???*', BUCKET],
    ['arn:aws:secretsmanager:*:*:secret:*-??????', SECRET],
    ['arn:aws:ec2:*:*:instance/i-*', INSTANCE],
    ['arn:aws:ec2:*:*:instance/i-?????????????????', INSTANCE],
    ['arn:aws:ec2:*::snapshot/snap-*', SNAPSHOT],
    ['arn:aws:ec2:*::snapshot/*nap-*', SNAPSHOT],
    ['arn:aws:kms:*:*:key/*-*-*-*-*', KEY],
    ['arn:aws:kms:*:*:key/????????-????-????-????-????????????', KEY],
    ['arn:aws:sso:::permissionSet/ssoins-*/ps-*', SET],
    // One of thirty that take all between them
    ['arn:aws:iam::*:role/a*', ROLE],
    ['arn:aws:iam::*:role/*-*', ROLE],
    ['arn:aws:s3:::*a*', OBJECT],
    // Variables that whoever asks can choose, or that have a default
    ['arn:aws:iam::*:role/${aws:UserAgent}', ROLE],
    ['arn:aws:iam::*:role/${aws:RequestTag/role}', ROLE],
    ["arn:aws:iam::*:role/${aws:username, ''}*", ROLE],
    ["arn:aws:iam::*:role/${aws:username, '}'}*", ROLE],
    ['arn:aws:iam::${aws:PrincipalAccount}:role/*', ROLE],
    // Whatever it is
    ['arn:aws:iam::*:r*', NO_KIND],
    ['arn:aws:nothing:::thing/*', NO_KIND],
    ['arn:aws:backup:*:*:recovery-point:*', 'arn:*:*:*:*:*:*'],
    ['arn:aws:backup:*:*:rec*', 'arn:*:*:*:*:*:*'],
    ['arn:aws:ec2:*::snapshot/*', 'arn:*:*:*:*:*:*'],
    ['arn:aws:wafv2:*:*:regional/webacl/*', 'arn:*:wafv2:*:*:*/webacl/*/*'],
  ])('%s reaches all of %s', (resource, kind) => {
    expect(reachOfResource(resource, [kind])).toBe('any');
  });

  it.each([
    ['arn:aws:iam::*:role/ci-*', ROLE],
    ['arn:aws:iam::*:role/*-dev', ROLE],
    ['arn:aws:iam::*:role/service-role/*', ROLE],
    ['arn:aws:s3:::${aws:PrincipalAccount}-*', BUCKET],
    ['arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/*', SECRET],
    ['arn:aws:secretsmanager:*:*:secret:orders-??????', SECRET],
    ['arn:aws:ec2:*:*:instance/i-0123*', INSTANCE],
    ['arn:aws:s3:::reports/*', 'arn:*:*:*:*:*:*'],
    ['arn:aws:s3:::reports/*', NO_KIND],
    ['arn:aws:rds:*:*:snapshot:orders-*', 'arn:*:*:*:*:*:*'],
    ['arn:aws:nothing:::thing/one*', NO_KIND],
  ])('%s reaches some of %s', (resource, kind) => {
    expect(reachOfResource(resource, [kind])).toBe('some');
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
