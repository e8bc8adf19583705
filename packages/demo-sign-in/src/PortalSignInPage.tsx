import { useState } from 'react';
import { ProxiedSignInPage, SignInPage } from '@backstage/core-components';
import {
  configApiRef,
  SignInPageProps,
  useApi,
} from '@backstage/core-plugin-api';
import { DemoPeople } from './DemoPeople';
import { chooseDemoUser, chosenDemoUser, demoPeople } from './demoUser';

/**
 * The demo's people where configuration has them, else the guest.
 *
 * @public
 */
export function PortalSignInPage(props: SignInPageProps) {
  const people = demoPeople(useApi(configApiRef));
  const [name, setName] = useState(chosenDemoUser());
  const known = people.some(one => one.name === name);

  if (people.length === 0) {
    return <SignInPage {...props} providers={['guest']} />;
  }
  if (!name || !known) {
    const choose = (chosen: string) => {
      chooseDemoUser(chosen);
      setName(chosen);
    };
    return <DemoPeople people={people} onChoose={choose} />;
  }
  return (
    <ProxiedSignInPage
      {...props}
      provider="demo"
      headers={{ 'x-demo-user': name }}
    />
  );
}
