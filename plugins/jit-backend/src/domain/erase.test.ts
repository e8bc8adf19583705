import { erasureOf, Traces } from './erase';
import { Actor, AuditEventRecord, ENGINE } from './model';

const OTHER: Actor = {
  kind: 'user',
  ref: 'user:default/olivia',
  displayName: 'Olivia',
};

function tracesOf(slug: string, displayName: string): Traces {
  return {
    ref: `user:default/${slug}`,
    principalIds: [`principal-${slug}`],
    emails: [`${slug}@example.com`],
    displayNames: [displayName, slug],
    sharedNames: [],
    requestIds: new Set([`request-of-${slug}`]),
    sessionIds: new Set([`session-of-${slug}`]),
  };
}

function anEvent(change: Partial<AuditEventRecord>): AuditEventRecord {
  return {
    id: 'event',
    at: new Date(0),
    type: 'request.submitted',
    severity: 'medium',
    actor: OTHER,
    data: {},
    ...change,
  };
}

const ana = tracesOf('ana', 'Ana Lopez');

describe('what goes of the record with a person', () => {
  describe.each([
    ['default', 'default'],
    ['user', 'user'],
    ['may', 'May'],
    ['ana', 'Ana'],
    ['john', 'John'],
    ['example.com', 'example.com'],
  ])('of %s, called %s', (slug, displayName) => {
    const fieldsToErase = erasureOf(tracesOf(slug, displayName));

    it.each<[string, unknown]>([
      ['requesterRef', 'user:default/ana-maria'],
      ['reviewerRef', 'user:default/john.smith'],
      ['reviewerPrincipalId', 'principal-john.smith'],
      ['principal', { id: 'principal-ana-maria', userName: 'default' }],
      ['principal', 'principal-mayer'],
      ['couldReview', { owners: ['user:default/mayer'], admins: [] }],
      ['person', 'user:default/john.smith'],
      ['justification', 'May I? By default the user John or Ana did this'],
      ['comment', 'Like user:default/ana-maria, ana.maria@example.com'],
      ['reason', 'Asked by x-john@example.com and user:default/john.smith'],
      ['message', 'user:default/may_be, user:default/default/x'],
      ['filters', { requester: ['user:default/ana-maria'], q: 'may default' }],
    ])('nobody else’s %s: %j', (field, value) => {
      expect(fieldsToErase(anEvent({ data: { [field]: value } }))).toEqual([]);
    });
  });

  it.each<[string, unknown]>([
    ['requesterRef', 'user:default/ana'],
    ['reviewerRef', 'User:Default/Ana'],
    ['reviewerPrincipalId', 'principal-ana'],
    ['principal', 'principal-ana'],
    ['principal', { id: 'principal-ana', userName: 'a' }],
    ['principal', { id: 'x', userName: 'a', email: 'ana@example.com' }],
    ['couldReview', { owners: [], admins: ['user:default/ana'] }],
    ['person', 'user:default/ana'],
    ['justification', 'Instead of user:default/ana.'],
    ['comment', 'Ask ANA LOPEZ first'],
    ['comment', 'Ask Ana\nLopez, please'],
    ['reason', 'Told <ana@example.com>'],
    ['what', 'Ana Lopez has it'],
    ['message', 'No longer: user:default/ana'],
    ['failure', { code: 'x', message: 'Ana Lopez may no longer review it' }],
    ['filters', { reviewer: ['user:default/ana'] }],
    ['filters', { q: 'ana lopez payouts' }],
  ])('%s that names them: %j', (field, value) => {
    const event = anEvent({ data: { [field]: value } });
    expect(erasureOf(ana)(event)).toEqual([field]);
  });

  describe('with a name that somebody else has as well', () => {
    const fieldsToErase = erasureOf({
      ...ana,
      displayNames: ['Ana Lopez', 'Ana Lopez-Ruiz de Soto'],
      sharedNames: ['ANA  LOPEZ'],
    });

    it.each<[string, unknown]>([
      ['comment', 'Ask Ana Lopez first'],
      ['what', 'Ana Lopez has it'],
      ['failure', { code: 'x', message: 'Ana\nLopez may not review it' }],
      ['filters', { q: 'ana lopez payouts' }],
    ])('not %s, which may mean either: %j', (field, value) => {
      expect(fieldsToErase(anEvent({ data: { [field]: value } }))).toEqual([]);
    });

    it.each<[string, unknown]>([
      ['comment', 'Ask Ana Lopez, user:default/ana'],
      ['comment', 'Ask Ana Lopez (ana@example.com)'],
      ['comment', 'Ask Ana Lopez-Ruiz de Soto'],
    ])('but %s that says which: %j', (field, value) => {
      const event = anEvent({ data: { [field]: value } });
      expect(fieldsToErase(event)).toEqual([field]);
    });

    it('and what is theirs', () => {
      const data = { comment: 'Ana Lopez said so' };
      expect(
        fieldsToErase(anEvent({ requestId: 'request-of-ana', data })),
      ).toEqual(['comment']);
    });
  });

  it('whatever they wrote, and what was written about what is theirs', () => {
    const data = { comment: 'Fine', what: 'x', minutes: 60 };
    const by = { ...OTHER, ref: ana.ref };
    const fieldsToErase = erasureOf(ana);
    expect(fieldsToErase(anEvent({ actor: by, data }))).toEqual([
      'comment',
      'what',
      'actor',
    ]);
    for (const about of [
      { requestId: 'request-of-ana' },
      { sessionId: 'session-of-ana' },
    ]) {
      const found = fieldsToErase(anEvent({ ...about, data }));
      expect(found).toEqual(['comment', 'what']);
    }
    const seen = { principal: 'principal-ana', what: 'Ana has it' };
    expect(fieldsToErase(anEvent({ actor: ENGINE, data: seen }))).toEqual([
      'principal',
      'what',
    ]);
    // Who could have reviewed is not what it is about
    const asked = { couldReview: { owners: [ana.ref] }, justification: 'Why' };
    expect(fieldsToErase(anEvent({ data: asked }))).toEqual(['couldReview']);
  });

  it.each([
    'person.erased',
    'grants.paused',
    'grants.resumed',
    'quarantine.ended',
  ])('but not who answers for %s, nor why', type => {
    const actor = { ...OTHER, ref: ana.ref };
    const data = { reason: 'user:default/ana says so' };
    expect(erasureOf(ana)(anEvent({ type, actor, data }))).toEqual([]);
  });
});
