import { EventEmitter } from 'node:events';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Request, Response } from 'express';
import { fewOfOnePerson } from './fewOfOnePerson';

/** A request that is worked on until it is answered, also if its sender leaves. */
function open(handler: ReturnType<typeof fewOfOnePerson>, name: string) {
  const res = Object.assign(new EventEmitter(), {
    headersSent: false,
    end: () => res,
  });
  const next = jest.fn();
  const authorization = mockCredentials.user.header(`user:default/${name}`);
  const done = handler(
    { headers: { authorization } } as Request,
    res as unknown as Response,
    next,
  ) as unknown as Promise<void>;
  return {
    done,
    next,
    answer: () => res.end(),
    leave: () => res.emit('close'),
    beginToSend: () => {
      res.headersSent = true;
    },
  };
}

const settled = () => new Promise(resolve => setImmediate(resolve));

describe('requests of one person', () => {
  const httpAuth = mockServices.httpAuth({ pluginId: 'jit' });
  const never = () => new Promise<void>(() => {});
  const handlerOf = (rest: () => Promise<void> = never) =>
    fewOfOnePerson({ httpAuth }, rest);

  it('are six at once, and nobody else waits for them', async () => {
    const handler = handlerOf();
    const danas = Array.from({ length: 8 }, () => open(handler, 'dana'));
    const olivias = open(handler, 'olivia');
    await settled();
    const begun = () => danas.filter(one => one.next.mock.calls.length > 0);
    expect(begun()).toHaveLength(6);
    expect(olivias.next).toHaveBeenCalledTimes(1);
    danas[0].answer();
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
    many[6].leave();
    many[0].answer();
    await settled();
    await many[6].done;
    expect(many[6].next).not.toHaveBeenCalled();
    expect(many[7].next).toHaveBeenCalledTimes(1);
  });

  it('keep their place while they are worked on, whoever has left', async () => {
    const handler = handlerOf();
    const many = Array.from({ length: 7 }, () => open(handler, 'dana'));
    await settled();
    many.slice(0, 6).forEach(one => one.leave());
    await settled();
    expect(many[6].next).not.toHaveBeenCalled();
    many[3].answer();
    await settled();
    expect(many[6].next).toHaveBeenCalledTimes(1);
  });

  it('free it where a file is no longer taken', async () => {
    const handler = handlerOf();
    const many = Array.from({ length: 7 }, () => open(handler, 'dana'));
    await settled();
    many[0].beginToSend();
    many[0].leave();
    await settled();
    expect(many[6].next).toHaveBeenCalledTimes(1);
  });

  it('are not kept out for ever by what comes to no end', async () => {
    let pass = () => {};
    const handler = handlerOf(
      () =>
        new Promise<void>(resolve => {
          pass = resolve;
        }),
    );
    const many = Array.from({ length: 7 }, () => open(handler, 'dana'));
    await settled();
    expect(many[6].next).not.toHaveBeenCalled();
    pass();
    await settled();
    expect(many[6].next).toHaveBeenCalledTimes(1);
  });
});
