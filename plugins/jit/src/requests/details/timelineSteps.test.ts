import { HistoryEvent } from '@jit-portal/backstage-plugin-jit-common';
import { timelineSteps } from './timelineSteps';

function event(id: string, at: string, type: string): HistoryEvent {
  return { id, at, type, text: `${type} happened` };
}

describe('timelineSteps', () => {
  it('tells the story oldest first, however it arrived', () => {
    const steps = timelineSteps([
      event('3', '2026-11-23T14:00:00Z', 'session.activated'),
      event('1', '2026-11-23T13:00:00Z', 'request.submitted'),
      event('2', '2026-11-23T13:30:00Z', 'request.approved'),
    ]);
    expect(steps.map(step => step.id)).toEqual(['1', '2', '3']);
  });

  it('orders what happened in one transaction by id', () => {
    const at = '2026-11-23T13:00:00Z';
    const steps = timelineSteps([
      event('b', at, 'session.created'),
      event('a', at, 'request.approved'),
    ]);
    expect(steps.map(step => step.id)).toEqual(['a', 'b']);
  });

  it.each([
    ['the reason of a revoke', { reason: 'Task is done' }, 'Task is done'],
    ['the comment of a review', { comment: 'Fine' }, 'Fine'],
    ['what AWS said', { code: 'x', message: 'No such user' }, 'No such user'],
    ['nothing where nothing was written', { reason: '' }, undefined],
    ['nothing without data', undefined, undefined],
  ])('tells %s', (_what, data, why) => {
    const [step] = timelineSteps([
      { ...event('1', '2026-11-23T13:00:00Z', 'session.revoked'), data },
    ]);
    expect(step.why).toBe(why);
  });

  it.each([
    ['request.submitted', 'asked'],
    ['request.approved', 'good'],
    ['request.rejected', 'bad'],
    ['request.expired', 'over'],
    ['session.activated', 'good'],
    ['session.revoked', 'bad'],
    ['session.revoke-requested', 'bad'],
    ['session.release-requested', 'over'],
    ['request.stage-approved', 'good'],
    ['session.failed', 'bad'],
    ['session.ended', 'over'],
    ['something.new', 'note'],
  ])('%s reads as %s', (type, tone) => {
    const [step] = timelineSteps([event('1', '2026-11-23T13:00:00Z', type)]);
    expect(step.tone).toBe(tone);
  });
});
