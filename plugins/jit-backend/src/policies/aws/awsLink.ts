const AWS_HOSTS = /(^|\.)(aws\.amazon\.com|amazonaws\.cn|amazonaws\.com)$/;

/** A link to AWS's own pages over https; undefined for any other text. */
export function awsLink(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, href } = new URL(text);
  const isPlain = port === '' && username === '' && password === '';
  return protocol === 'https:' && isPlain && AWS_HOSTS.test(hostname)
    ? href
    : undefined;
}
