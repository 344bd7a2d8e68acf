import { expect } from 'chai';
import fc from 'fast-check';
import type { Frame, FrameReader } from './frameReader.js';
import { createNdjsonReader } from './ndjsonReader.js';
import { createSseReader } from './sseReader.js';

function framesOf(reader: FrameReader, pieces: readonly string[]): Frame[] {
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

const dataOf = (...pieces: string[]) => framesOf(createSseReader(), pieces).map(({ data }) => data);

describe('server-sent events', () => {
  it('end with an empty line, however lines end', () => {
    for (const [a, b] of [
      ['\n', '\n\n'],
      ['\r\n', '\r\n\r\n'],
      ['\r', '\r\r'],
    ] as const)
      expect(dataOf(`data: a${b}data: b1${a}data:b2${b}`)).to.deep.equal(['a', 'b1\nb2']);
  });

  it('may begin with a byte order mark, and keep silent with comments', () => {
    expect(dataOf('\ufeff: hello\n\ndata: a\n\n:\n\n')).to.deep.equal(['a']);
  });

  it('take one space after the colon away, and only one', () => {
    expect(dataOf('data:  a \n\n')).to.deep.equal([' a ']);
  });

  it('are named', () => {
    expect(framesOf(createSseReader(), ['event: error\ndata: x\n\ndata: y\n\n'])).to.deep.equal([
      { data: 'x', event: 'error' },
      { data: 'y', event: undefined },
    ]);
  });

  it('need no empty line at the very end', () => {
    expect(dataOf('data: a\n\ndata: b')).to.deep.equal(['a', 'b']);
    expect(dataOf('data: a\n\ndata: b\n')).to.deep.equal(['a', 'b']);
  });

  it('may be broken by bare JSON, which is one message', () => {
    expect(dataOf('data: a\n\n{\n  "error": 1\n}\n').map((text) => text.trim())).to.deep.equal([
      'a',
      '{\n  "error": 1\n}',
    ]);
  });

  it('are the same wherever the stream is cut', () => {
    const part = fc.constantFrom(
      'data: x',
      'data:',
      '\r',
      '\n',
      '\r\n',
      ': c',
      'event: e',
      '{',
      'é',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.array(fc.nat(200)), (parts, cuts) => {
        const text = parts.join('');
        const whole = framesOf(createSseReader(), [text]);
        expect(framesOf(createSseReader(), cutAt(text, cuts))).to.deep.equal(whole);
        expect(framesOf(createSseReader(), [...text])).to.deep.equal(whole);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuse a message that never ends', () => {
    const reader = createSseReader();
    const push = () => {
      for (let i = 0; i < 20; i++) reader.push('x'.repeat(1024 * 1024));
    };
    expect(push).to.throw('16 MiB');
  });
});

describe('newline-delimited JSON', () => {
  it('skips empty lines and takes a last line without an end', () => {
    const frames = framesOf(createNdjsonReader(), ['{"a":1}\n\n \r\n{"a":', '2}']);
    expect(frames.map(({ data }) => data)).to.deep.equal(['{"a":1}', '{"a":2}']);
  });

  it('is the same wherever the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.json()), fc.array(fc.nat(200)), (documents, cuts) => {
        const text = documents.map((one) => `${one}\n`).join('');
        const frames = framesOf(createNdjsonReader(), cutAt(text, cuts));
        expect(frames.map(({ data }) => data)).to.deep.equal(
          documents.flatMap((one) => one.split('\n')).filter((one) => one.trim() !== ''),
        );
      }),
    );
  });
});

function cutAt(text: string, cuts: readonly number[]): string[] {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b)];
  return places.map((place, i) => text.slice(place, places[i + 1] ?? text.length));
}
