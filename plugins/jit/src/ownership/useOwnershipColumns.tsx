import { useMemo } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { EntityRefLink, entityRouteRef } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  DesignatedOwner,
  OwnershipItem,
} from '@jit-portal/backstage-plugin-jit-common';
import { Column } from '../lists/tableColumns';
import { AccountId } from '../shared/AccountText';
import { NoneText } from '../shared/NoneText';
import { useWords } from '../translation';
import { Approvers } from './Approvers';
import { OwnershipLevelChip } from './OwnershipLevelChip';

function Name({ item }: { item: OwnershipItem }) {
  const { name, entityRef, state } = item;
  return (
    <div style={{ minWidth: 140 }}>
      {entityRef ? (
        <EntityRefLink entityRef={entityRef} hideIcon>
          {name}
        </EntityRefLink>
      ) : (
        name
      )}
      {state && state !== 'ACTIVE' && (
        <Typography variant="caption" color="textSecondary" display="block">
          {state}
        </Typography>
      )}
    </div>
  );
}

function Owner({ owner }: { owner: DesignatedOwner }) {
  const t = useWords();
  const { ref, displayName, found } = owner;
  if (!found) {
    return <>{t('ownership.accounts.notFound', { name: ref })}</>;
  }
  return (
    <EntityRefLink entityRef={ref} hideIcon>
      {displayName}
    </EntityRefLink>
  );
}

function Owners({ item }: { item: OwnershipItem }) {
  const t = useWords();
  const { owners, ownersFrom } = item;
  if (owners.length === 0 || !ownersFrom) return <NoneText />;
  return (
    <div style={{ minWidth: 140 }}>
      {owners.map(owner => (
        <div key={owner.ref}>
          <Owner owner={owner} />
        </div>
      ))}
      <Typography variant="caption" color="textSecondary" display="block">
        {t(`ownership.accounts.from.${ownersFrom}`)}
      </Typography>
    </div>
  );
}

function Problems({ item }: { item: OwnershipItem }) {
  const t = useWords();
  if (item.problems.length === 0)
    return <>{t('ownership.accounts.noProblem')}</>;
  return (
    <div style={{ minWidth: 220, maxWidth: 400 }}>
      {item.problems.map(one => (
        <Box key={`${one.text} ${one.detail}`} mb={1}>
          <OwnershipLevelChip level={one.level} /> <strong>{one.text}</strong>
          {one.detail && (
            <Typography variant="body2" style={{ overflowWrap: 'anywhere' }}>
              {one.detail}
            </Typography>
          )}
        </Box>
      ))}
    </div>
  );
}

function ToDo(props: {
  item: OwnershipItem;
  onShow(item: OwnershipItem): void;
}) {
  const { item, onShow } = props;
  const t = useWords();
  const entityLink = useRouteRef(entityRouteRef);
  const account = item.name;
  const fixes = [...new Set(item.problems.map(({ fix }) => fix))];
  return (
    <div style={{ minWidth: 220, maxWidth: 400 }}>
      {fixes.map(fix => (
        <Typography key={fix} variant="body2" gutterBottom>
          {fix}
        </Typography>
      ))}
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        style={{ gap: 8 }}
      >
        <Button
          size="small"
          variant="outlined"
          aria-label={t('ownership.accounts.showYamlOf', { account })}
          onClick={() => onShow(item)}
        >
          {t('ownership.accounts.showYaml')}
        </Button>
        {item.entityRef && (
          <Link
            to={entityLink(parseEntityRef(item.entityRef))}
            aria-label={t('ownership.accounts.openInCatalogOf', { account })}
          >
            {t('ownership.accounts.openInCatalog')}
          </Link>
        )}
      </Box>
    </div>
  );
}

/** Who owns it, who can decide, what is wrong, and what to do about it. */
export function useOwnershipColumns(
  onShow: (item: OwnershipItem) => void,
): Column<OwnershipItem>[] {
  const t = useWords();
  return useMemo(
    () => [
      {
        id: 'account',
        label: t('common.field.account'),
        sort: 'name',
        isRowHeader: true,
        render: one => <Name item={one} />,
      },
      {
        id: 'id',
        label: t('ownership.accounts.accountId'),
        sort: 'id',
        render: one => (one.id ? <AccountId id={one.id} /> : <NoneText />),
      },
      {
        id: 'owner',
        label: t('ownership.accounts.owner'),
        render: one => <Owners item={one} />,
      },
      {
        id: 'approvers',
        label: t('ownership.accounts.approvers'),
        render: one => <Approvers item={one} />,
      },
      {
        id: 'problem',
        label: t('ownership.accounts.problem'),
        sort: 'problem',
        render: one => <Problems item={one} />,
      },
      {
        id: 'todo',
        label: t('ownership.accounts.todo'),
        render: one => <ToDo item={one} onShow={onShow} />,
      },
    ],
    [t, onShow],
  );
}
