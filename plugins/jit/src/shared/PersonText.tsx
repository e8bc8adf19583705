import Link from '@material-ui/core/Link';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Person } from '@jit-portal/backstage-plugin-jit-common';
import { NoneText } from './NoneText';

/** A person: a link to the catalog, in details with the e-mail. */
export function PersonText(props: { person?: Person; withEmail?: boolean }) {
  const { person, withEmail } = props;
  if (!person) return <NoneText />;
  return (
    <span>
      <EntityRefLink entityRef={person.ref} defaultKind="user" hideIcon>
        {person.displayName}
      </EntityRefLink>
      {withEmail && person.email && (
        <>
          {' · '}
          <Link href={`mailto:${person.email}`}>{person.email}</Link>
        </>
      )}
    </span>
  );
}
