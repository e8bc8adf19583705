import { onEachDatabase } from '../../testing/__testUtils__/onEachDatabase';
import { Portal } from '../../testing/Portal';
import { TookTooLong } from '../../store/withinTime';
import { Turns } from '../Turns';
import { listing, reading } from './listing';

type Asking = (
  portal: Portal,
  ada: ReturnType<Portal['as']>,
) => Promise<unknown>;

onEachDatabase('what takes the database too long', on => {
  let portal: Portal;
  beforeEach(async () => {
    portal = on();
    await portal.asks('dana');
  });

  it.each<[string, string, string, Asking]>([
    [
      'requests',
      'requestLists',
      'list',
      ({ service }, ada) => service.listRequests({}, ada),
    ],
    [
      'the counts of states',
      'requestLists',
      'countStates',
      ({ service }, ada) => service.listRequests({ counts: 'state' }, ada),
    ],
    [
      'the numbers of every page',
      'requestLists',
      'count',
      ({ service }, ada) => service.me(ada),
    ],
    [
      'sessions',
      'sessionLists',
      'list',
      ({ service }, ada) => service.listSessions({}, ada),
    ],
    [
      'accounts',
      'accountLists',
      'list',
      ({ service }, ada) => service.listAccounts({}, ada),
    ],
    [
      'findings',
      'findingLists',
      'list',
      ({ service }, ada) => service.listDrift({}, ada),
    ],
    [
      'ownership',
      'ownership',
      'list',
      ({ service }, ada) => service.listOwnership({}, ada),
    ],
    [
      'the record',
      'record',
      'list',
      ({ service }, ada) => service.listAuditEvents({}, ada),
    ],
    [
      'insights',
      'insights',
      'hasAtLeast',
      ({ service }, ada) => service.getInsights({}, ada),
    ],
  ])('is said of %s', async (_, store, method, ask) => {
    const stores = portal.stores as any;
    jest
      .spyOn(stores[store], method)
      .mockRejectedValueOnce(new TookTooLong('10000 ms'));
    await expect(ask(portal, portal.as('ada'))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'took-too-long',
      message: expect.stringContaining('Narrow it'),
    });
    await expect(ask(portal, portal.as('ada'))).resolves.toBeDefined();
  });
});

describe('lists and items in turn', () => {
  const dana = { ref: 'user:default/dana' };
  const theo = { ref: 'user:default/theo' };

  it.each([
    [
      'lists',
      'too-many-lists',
      (turns: Turns, who: typeof dana, read: () => Promise<string>) =>
        listing({ listTurns: turns }, who, read),
    ],
    [
      'items',
      'too-many-reads',
      (turns: Turns, who: typeof dana, read: () => Promise<string>) =>
        reading({ itemTurns: turns }, who, read),
    ],
  ])(
    'one person’s %s wait, others’ do not, and too many are refused',
    async (_, code, inTurn) => {
      const turns = new Turns({ atOnce: 2, waiting: 1 });
      let open = () => {};
      const gate = new Promise<void>(resolve => {
        open = resolve;
      });
      const read = (who: typeof dana, name: string) =>
        inTurn(turns, who, () => gate.then(() => name));
      const first = read(dana, 'first');
      const second = read(dana, 'second');
      await expect(read(dana, 'third')).rejects.toMatchObject({
        name: 'TooManyRequestsError',
        code,
      });
      const other = inTurn(turns, theo, async () => 'theo’s');
      expect(await other).toBe('theo’s');
      open();
      expect(await Promise.all([first, second])).toEqual(['first', 'second']);
    },
  );
});
