import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { isListening } from './isListening.js';

describe('isListening', () => {
  for (const [host, written] of [
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '[::1]'],
  ] as const)
    it(`sees a server at ${written}, and that it is gone`, async function () {
      const server = createServer((socket) => socket.destroy());
      const started = await new Promise<boolean>((resolve) => {
        server.once('error', () => resolve(false)).listen(0, host, () => resolve(true));
      });
      if (!started) this.skip();
      const url = `http://${written}:${(server.address() as AddressInfo).port}`;
      expect(await isListening(url, 1000)).to.equal(true);
      await new Promise((resolve) => server.close(resolve));
      expect(await isListening(url, 1000)).to.equal(false);
    });
});
