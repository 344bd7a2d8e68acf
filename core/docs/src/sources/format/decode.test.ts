import { expect } from 'chai';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { createTestHost } from '../hostForTests.test.js';
import { decodeJson } from './decode.js';

describe('decodeJson', () => {
  const { host, remove } = createTestHost();
  after(remove);
  const data = { name: 'größe', list: Array.from({ length: 3000 }, (_, at) => `entry ${at}`) };
  const text = JSON.stringify(data, null, 1);

  it('unpacks Brotli of every quality and window, whatever its first byte is', async () => {
    for (let quality = 0; quality <= 11; quality++)
      for (const window of [10, 16, 18, 20, 22, 24]) {
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: quality,
          [constants.BROTLI_PARAM_LGWIN]: window,
        };
        const bytes = brotliCompressSync(text, { params });
        expect(await decodeJson(host, { bytes }, 'x')).to.deep.equal(data);
      }
  });

  it('reads what is packed with gzip, or not at all, with a byte order mark or without', async () => {
    const plain = Buffer.from(text);
    for (const bytes of [gzipSync(text), plain, Buffer.concat([Buffer.from('\ufeff'), plain])])
      expect(await decodeJson(host, { bytes }, 'x')).to.deep.equal(data);
  });
});
