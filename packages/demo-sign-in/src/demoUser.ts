import { Config } from '@backstage/config';

/** Kept per tab, so that two people can be open side by side. @public */
export const DEMO_USER_KEY = 'jit-demo-user';

export interface DemoPerson {
  name: string;
  displayName: string;
  description: string;
}

/** The demo's people; none where the portal is no demo. */
export function demoPeople(
  config: Pick<Config, 'getOptionalConfigArray'>,
): DemoPerson[] {
  const people = config.getOptionalConfigArray('auth.providers.demo.people');
  return (people ?? []).map(one => ({
    name: one.getString('name'),
    displayName: one.getString('displayName'),
    description: one.getString('description'),
  }));
}

export function chosenDemoUser(): string | undefined {
  return window.sessionStorage.getItem(DEMO_USER_KEY) ?? undefined;
}

export function chooseDemoUser(name: string | undefined): void {
  if (name) window.sessionStorage.setItem(DEMO_USER_KEY, name);
  else window.sessionStorage.removeItem(DEMO_USER_KEY);
}
