import { ReactNode } from 'react';
import { Progress } from '@backstage/core-components';
import { Me } from '@jit-portal/backstage-plugin-jit-common';
import { useMe } from '../api';
import { JitPage } from './JitPage';
import { LoadError } from './LoadError';
import { NoAccess } from './NoAccess';

/** A page for some: drawn once it is known that this person may use it. */
export function PageFor(props: {
  name: string;
  may(me: Me): boolean;
  /** Said to everybody else. */
  noAccess: string;
  children(me: Me): ReactNode;
}) {
  const { name, may, noAccess, children } = props;
  const me = useMe();
  const content = () => {
    if (me.data && may(me.data)) return children(me.data);
    if (me.data) return <NoAccess page={name} text={noAccess} />;
    return me.isError ? (
      <LoadError what={name} error={me.error} onRetry={() => me.refetch()} />
    ) : (
      <Progress />
    );
  };
  return <JitPage name={name}>{content()}</JitPage>;
}
