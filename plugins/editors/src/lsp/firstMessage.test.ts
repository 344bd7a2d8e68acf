import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import fc from 'fast-check';
import { firstMessage, framed } from './firstMessage.js';

const hello = { id: 1, method: 'initialize', params: { capabilities: {}, name: 'ü😀' } };
const never = new AbortController().signal;

/** What is read of bytes that come in these pieces, and what follows. */
async function read(pieces: readonly Uint8Array[], signal = never) {
  const input = new PassThrough();
  const first = firstMessage(input, signal);
  for (const piece of pieces) input.write(piece);
  input.end();
  const { message, bytes } = await first;
  const rest: Buffer[] = [];
  for await (const piece of input) rest.push(piece as Buffer);
  return { message, all: Buffer.concat([bytes, ...rest]) };
}

describe('the first message of an editor', () => {
  it('is read however it comes, and nothing of what follows is lost', async () => {
    const sent = Buffer.from(`${framed(hello)}${framed({ method: 'initialized', params: {} })}`);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(sent.length)), async (cuts) => {
        const places = [0, ...cuts.toSorted((one, other) => one - other), sent.length];
        const pieces = places.slice(1).map((end, at) => sent.subarray(places[at], end));
        const { message, all } = await read(pieces);
        expect(message).to.deep.equal({ jsonrpc: '2.0', ...hello });
        expect(all.equals(sent)).to.equal(true);
      }),
      { numRuns: 200 },
    );
  });

  it('is none where no editor speaks, and all of it is handed on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 4 }),
        async (sent) => {
          const { message, all } = await read(sent);
          expect(message).to.equal(undefined);
          expect(all.equals(Buffer.concat(sent))).to.equal(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is not waited for where it says that it is longer than any', async () => {
    const input = new PassThrough();
    const first = firstMessage(input, never);
    input.write('Content-Length: 99999999999\r\n\r\n{');
    expect((await first).message).to.equal(undefined);
  });

  it('is not waited for when the work is over', async () => {
    const over = new AbortController();
    const input = new PassThrough();
    const first = firstMessage(input, over.signal);
    over.abort();
    expect((await first).message).to.equal(undefined);
  });
});
