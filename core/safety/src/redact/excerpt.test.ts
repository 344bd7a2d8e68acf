import { expect } from 'chai';
import fc from 'fast-check';
import { Excerpt } from './excerpt.js';
import { createRedactor } from './redactor.js';

const excerptOf = (text: string) => new Excerpt(text, createRedactor());

describe('an excerpt', () => {
  const secret = 'hunter2-and-more';
  const text = `{\n  a.password = "${secret}"; b.c = 1;\n}\n`;
  const line = text.split('\n')[1] ?? '';

  /** What is shown where a part of a line stood. */
  function shownOf(given: string, at: number, part: string): string {
    const excerpt = excerptOf(given);
    const start = (given.split('\n')[at - 1] ?? '').indexOf(part);
    const { start: from, end } = excerpt.span(at, start, start + part.length);
    return excerpt.line(at).slice(from, end);
  }

  it('has no secret, and each part of a line where it is shown', () => {
    expect(excerptOf(text).line(2)).to.match(/^ {2}a\.password = "<SECRET:\S+:1>"; b\.c = 1;$/);
    for (const part of ['a.password', '"', '; b', 'b.c', '1;'])
      expect(shownOf(text, 2, part)).to.equal(part);
  });

  it('shows a secret, and what begins or ends in it, as the whole of its placeholder', () => {
    expect(shownOf(text, 2, secret)).to.match(/^<SECRET:\S+:1>$/);
    expect(shownOf(text, 2, `"${secret}"`)).to.match(/^"<SECRET:\S+:1>"$/);
    expect(shownOf(text, 2, `${secret.slice(3)}"; b`)).to.match(/^<SECRET:\S+:1>"; b$/);
    expect(shownOf(text, 2, secret.slice(2, 5))).to.match(/^<SECRET:\S+:1>$/);
  });

  it('goes to the end of a line', () => {
    const { end } = excerptOf(text).span(2, 0, Infinity);
    expect(end).to.equal(excerptOf(text).line(2).length);
  });

  it('counts what was cleaned away, and what is shown in more characters', () => {
    const odd = `{\n\u001b[31m\u202e  ${line.trim()}\n}\n`;
    expect(shownOf(odd, 2, 'b.c')).to.equal('b.c');
  });

  it('finds what follows a secret over several lines', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.repeat(2)}\n-----END PRIVATE KEY-----`;
    const given = `x = ''${key}''; b.c = 1;\n`;
    for (const line of [1, 2]) expect(excerptOf(given).line(line)).to.not.include('MIIE');
    expect(shownOf(given, 3, 'b.c')).to.equal('b.c');
  });

  it('never points beyond a line, whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.nat(80),
        fc.nat(80),
        (before, start, length) => {
          const excerpt = excerptOf(`${before} password = "${secret}";${before}`);
          const shown = excerpt.span(1, start, start + length);
          expect(shown.start).to.be.within(0, shown.end);
          expect(shown.end).to.be.at.most(excerpt.line(1).length);
        },
      ),
    );
  });
});
