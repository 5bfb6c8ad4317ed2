import { describe, expect, it } from '@jest/globals';
import { startServer } from '../../src/http/index.ts';

describe('the listener', () => {
  it('lets an open request finish before it is down, and takes no other', async () => {
    let answer = (): void => undefined;
    const arrived = Promise.withResolvers<void>();
    const server = await startServer(
      (_request, response) => {
        answer = () => void response.end('done');
        arrived.resolve();
      },
      { host: '127.0.0.1', port: 0 },
    );
    const open = fetch(server.url);
    await arrived.promise;
    const closing = server.close();
    await expect(fetch(server.url)).rejects.toThrow();
    answer();
    expect(await (await open).text()).toBe('done');
    await closing;
  });

  it('cuts what is left when the time is up', async () => {
    const arrived = Promise.withResolvers<void>();
    const server = await startServer(() => arrived.resolve(), { host: '127.0.0.1', port: 0 });
    const hanging = fetch(server.url).catch(() => 'cut');
    await arrived.promise;
    await server.close(1);
    expect(await hanging).toBe('cut');
  });

  it('says so when the port is taken', async () => {
    const first = await startServer(() => undefined, { host: '127.0.0.1', port: 0 });
    const port = Number(new URL(first.url).port);
    await expect(startServer(() => undefined, { host: '127.0.0.1', port })).rejects.toThrow(/EADDRINUSE/);
    await first.close(0);
  });
});
