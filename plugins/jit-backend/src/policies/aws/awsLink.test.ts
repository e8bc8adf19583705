import { awsLink } from './awsLink';

describe('awsLink', () => {
  it.each([
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/page.html#a-finding',
    'https://docs.amazonaws.cn/en_us/IAM/page.html',
  ])('takes %s', link => {
    expect(awsLink(link)).toBe(link);
  });

  it.each([
    undefined,
    '',
    'no link',
    'http://docs.aws.amazon.com/page.html',
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)//docs.aws.amazon.com',
    'https://docs.aws.amazon.com.evil.example/page.html',
    'https://evilaws.amazon.com/',
    'https://docs.aws.amazon.com@evil.example/',
    'https://user:word@docs.aws.amazon.com/',
    'https://docs.aws.amazon.com:8443/',
    '//docs.aws.amazon.com/page.html',
  ])('does not take %s', link => {
    expect(awsLink(link)).toBeUndefined();
  });
});
