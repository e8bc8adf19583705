import { useEffect, useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { UserEntity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { CatalogPerson, personFields, personOf } from '../shared/people';
import { useWords } from '../translation';

const WAIT_MS = 300;
const SHOWN = 20;

/** People of the catalog whose name holds what was typed. */
function usePeople(text: string) {
  const catalog = useApi(catalogApiRef);
  const [term, setTerm] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setTerm(text), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return useQuery({
    // Not the portal's own: a signal about requests changes no names
    queryKey: ['catalog', 'people', term],
    enabled: term.trim() !== '',
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind: 'User' },
        fullTextFilter: {
          term: term.trim(),
          fields: ['metadata.name', 'spec.profile.displayname'],
        },
        fields: personFields,
        limit: SHOWN,
      });
      return (items as UserEntity[]).map(personOf);
    },
  });
}

/** Finds a reviewer by name among the catalog's people. */
export function ReviewerPicker(props: {
  /** Reviewers are filtered by already. */
  hasSome: boolean;
  onChoose(ref: string): void;
}) {
  const t = useWords();
  const [text, setText] = useState('');
  const people = usePeople(text);
  return (
    <Autocomplete<CatalogPerson>
      size="small"
      options={text.trim() ? people.data ?? [] : []}
      loading={people.isFetching}
      noOptionsText={t('approver.filter.typeName')}
      getOptionLabel={one => one.name}
      getOptionSelected={(option, value) => option.ref === value.ref}
      // The catalog has searched already
      filterOptions={options => options}
      onChange={(_event, one) => one && props.onChoose(one.ref)}
      onInputChange={(_event, value, why) =>
        setText(why === 'input' ? value : '')
      }
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label={t('approver.filter.reviewer')}
          placeholder={t(
            props.hasSome
              ? 'approver.filter.oneMoreReviewer'
              : 'approver.filter.allReviewers',
          )}
        />
      )}
    />
  );
}
