import { EventEmitter } from 'node:events';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Request, Response } from 'express';
import { fewOfOnePerson } from './fewOfOnePerson';

/** A request that goes on until it is told to end, or its sender leaves. */
function open(handler: ReturnType<typeof fewOfOnePerson>, name: string) {
  const res = new EventEmitter();
  const next = jest.fn();
  const authorization = mockCredentials.user.header(`user:default/${name}`);
  const done = handler(
    { headers: { authorization } } as Request,
    res as unknown as Response,
    next,
  ) as unknown as Promise<void>;
  return { done, next, end: () => res.emit('close') };
}

const settled = () => new Promise(resolve => setImmediate(resolve));

describe('requests of one person', () => {
  const handlerOf = () =>
    fewOfOnePerson({
      service: {} as any,
      httpAuth: mockServices.httpAuth({ pluginId: 'jit' }),
    });

  it('are six at once, and nobody else waits for them', async () => {
    const handler = handlerOf();
    const danas = Array.from({ length: 8 }, () => open(handler, 'dana'));
    const olivias = open(handler, 'olivia');
    await settled();
    const begun = () => danas.filter(one => one.next.mock.calls.length > 0);
    expect(begun()).toHaveLength(6);
    expect(olivias.next).toHaveBeenCalledTimes(1);
    danas[0].end();
    await danas[0].done;
    await settled();
    expect(begun()).toHaveLength(7);
  });

  it('are refused past sixty that wait', async () => {
    const handler = handlerOf();
    const many = Array.from({ length: 67 }, () => open(handler, 'dana'));
    await expect(many[66].done).rejects.toMatchObject({
      name: 'TooManyRequestsError',
      code: 'too-many-at-once',
    });
    expect(many[66].next).not.toHaveBeenCalled();
  });

  it('are not begun once their sender has left', async () => {
    const handler = handlerOf();
    const many = Array.from({ length: 8 }, () => open(handler, 'dana'));
    await settled();
    many[6].end();
    many[0].end();
    await settled();
    await many[6].done;
    expect(many[6].next).not.toHaveBeenCalled();
    expect(many[7].next).toHaveBeenCalledTimes(1);
  });
});
