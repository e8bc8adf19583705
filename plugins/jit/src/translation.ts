import {
  createTranslationRef,
  TranslationFunction,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { approver } from './translations/approver';
import { common } from './translations/common';
import { custom } from './translations/custom';
import { customSet } from './translations/customSet';
import { insights } from './translations/insights';
import { ownership } from './translations/ownership';
import { policies } from './translations/policies';
import { requester } from './translations/requester';

/**
 * Every word of the pages, for portals in other languages.
 *
 * @public
 */
export const jitTranslationRef = createTranslationRef({
  id: 'jit',
  messages: {
    common,
    requester,
    approver,
    ownership,
    policies,
    customSet,
    insights,
    custom,
  },
});

/** The function that {@link useWords} gives. */
export type Words = TranslationFunction<(typeof jitTranslationRef)['T']>;

/** The words, ready to fill. */
export function useWords(): Words {
  return useTranslationRef(jitTranslationRef).t;
}
