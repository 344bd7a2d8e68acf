import { createServer, type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { portHolder } from './portHolder.js';

describe('who has a port', () => {
  it('is named with its number', async function () {
    if (process.platform !== 'linux') this.skip();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await portHolder(port)).to.match(new RegExp(`\\(${process.pid}\\) has it$`));
    await new Promise((resolve) => server.close(resolve));
    expect(await portHolder(port)).to.equal(undefined);
  });
});
