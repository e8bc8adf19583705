import { PolicyFindings } from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';
import { Level, levelOf } from './FindingLevel';

const levels: Level[] = ['error', 'high', 'medium', 'note'];

/** `2 findings: 1 high, 1 note`. */
export function useFindingCounts() {
  const t = useWords();
  return ({ problems, findings }: PolicyFindings): string => {
    const all: Level[] = [
      ...problems.map(() => 'error' as const),
      ...findings.map(levelOf),
    ];
    if (all.length === 0) return t('policies.countNone');
    const counts = levels
      .map(level => ({ level, n: all.filter(one => one === level).length }))
      .filter(({ n }) => n > 0)
      .map(({ level, n }) => t(`policies.countOf.${level}`, { count: n }));
    return t('policies.count', {
      count: all.length,
      counts: counts.join(', '),
    });
  };
}
