import { expect } from 'chai';
import fc from 'fast-check';
import { stepsOf } from './steps.js';

describe('a line of several steps', () => {
  const steps = (line: string) => stepsOf(line).map(({ text, when }) => `${when}: ${text}`);

  it('is taken apart as a shell does', () => {
    expect(steps('diagnose --log-file F && health && explain-option X')).to.deep.equal([
      'always: diagnose --log-file F',
      'after-success: health',
      'after-success: explain-option X',
    ]);
    expect(steps('check a.nix || ask why; doctor ;')).to.deep.equal([
      'always: check a.nix',
      'after-failure: ask why',
      'always: doctor',
    ]);
    expect(steps('   ')).to.deep.equal([]);
  });

  it('leaves what stands in quotes', () => {
    expect(steps(`ask "a && b; c" && search 'x || y'`)).to.deep.equal([
      'always: ask "a && b; c"',
      `after-success: search 'x || y'`,
    ]);
    expect(steps(`what's the difference && doctor`)).to.deep.equal([
      `always: what's the difference`,
      'after-success: doctor',
    ]);
    expect(steps(String.raw`ask a \&& b`)).to.have.length(1);
  });

  it('has no pipes', () => {
    for (const line of ['search x | less', 'config show > file', 'check < x'])
      expect(() => stepsOf(line), line).to.throw('&&, || and ;');
    expect(steps('how do I use a|b in awk')).to.have.length(1);
  });

  it('loses nothing of any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '&', ';', '|', ' ', '"', "'", '\\') }),
        (line) => {
          let all: string;
          try {
            all = stepsOf(line)
              .map(({ text }) => text)
              .join('');
          } catch {
            return fc.pre(false);
          }
          expect(all.replaceAll(/[^a]/g, '')).to.equal(line.replaceAll(/[^a]/g, ''));
        },
      ),
    );
  });
});
