import { expect } from 'chai';
import fc from 'fast-check';
import { diagnosed } from './diagnose.js';
import { readSamples } from './readSamples.js';

const samples = readSamples();
const eachLine = (change: (line: string, index: number) => string) => (log: string) =>
  log.trimEnd().split('\n').map(change).join('\n') + '\n';

/** Ways in which one and the same log reaches a person. */
const formats: Readonly<Record<string, (log: string) => string>> = {
  'with colours': (log) =>
    log
      .replace(/error:/g, '\u001b[31;1merror:\u001b[0m')
      .replace(/'([^'\n]+)'/g, "'\u001b[35;1m$1\u001b[0m'"),
  'with CRLF': eachLine((line) => `${line}\r`),
  'after a progress bar': eachLine((line, index) =>
    index === 0 ? `[1/3 built] \r\u001b[K${line}` : line,
  ),
  'from GitHub Actions': eachLine(
    (line, index) => `2024-05-01T10:11:${String(index % 60).padStart(2, '0')}.1234567Z ${line}`,
  ),
  'from `gh run view --log`': eachLine(
    (line) => `build\tRun nix build\t2024-05-01T10:11:12.1234567Z ${line}`,
  ),
  'from Jenkins': eachLine((line) => `[2024-05-01T10:11:12.345Z] ${line}`),
  'in a box of nom': eachLine((line) => `┃ ${line}`),
  'as one message of internal-json': (log) =>
    `@nix {"action":"start","id":1,"level":5,"parent":0,"text":"querying info","type":0}\n@nix ${JSON.stringify({ action: 'msg', level: 0, msg: log.trimEnd() })}\n`,
  'after what uname and nixos-version say': (log) =>
    `Linux nova 6.6.30 #1-NixOS SMP x86_64 GNU/Linux\n24.05.20240501.abcdef0 (Uakari)\nnix (Nix) 2.18.2\n${log}`,
};

describe('the same log in other clothes', () => {
  for (const [name, dress] of Object.entries(formats))
    it(name, () => {
      const faults = samples.flatMap((sample) => {
        const [first] = diagnosed(dress(sample.log.toString())).findings;
        return first?.class === sample.class
          ? []
          : [`${sample.name}: ${first?.class ?? 'nothing'}`];
      });
      expect(faults).to.deep.equal([]);
    });

  it('is the same in whatever pieces it comes', () => {
    const whole = Buffer.concat(samples.map(({ log }) => log));
    const expected = diagnosed(whole).findings.map(({ rule, culprit, line }) => [
      rule,
      culprit,
      line,
    ]);
    const cuts = fc.array(fc.integer({ min: 1, max: whole.length - 1 }), { maxLength: 30 });
    fc.assert(
      fc.property(cuts, (places) => {
        const sorted = [0, ...places.sort((a, b) => a - b), whole.length];
        const pieces = sorted.slice(1).map((end, index) => whole.subarray(sorted[index], end));
        const found = diagnosed(...pieces).findings;
        expect(found.map(({ rule, culprit, line }) => [rule, culprit, line])).to.deep.equal(
          expected,
        );
      }),
      { numRuns: 10 },
    );
  });
});

describe('a hostile log', () => {
  it('of one line of 10 MB still has its error found', () => {
    const long = Buffer.alloc(10_000_000, 'a');
    const found = diagnosed(long, " error: undefined variable 'pkgs' ", long).findings;
    expect(found.map((one) => one.class)).to.deep.equal(['undefined-variable']);
  });

  it('of any bytes does not throw, and lets no escape through', () => {
    const bytes = fc.uint8Array({ maxLength: 4_000 });
    const pieces = fc.array(
      fc.oneof(
        bytes.map((array) => Buffer.from(array)),
        fc.constantFrom(...samples.map(({ log }) => log)),
      ),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(pieces, (all) => {
        expect(
          diagnosed(...all)
            .findings.map(({ excerpt }) => excerpt.map(({ text }) => text).join(''))
            .join(''),
          // eslint-disable-next-line no-control-regex
        ).not.to.match(/[\u0000-\u0008\u000b-\u001f]/);
      }),
      { numRuns: 100 },
    );
  });

  it('that never ends and repeats itself is counted, not kept', () => {
    const [first, ...others] = diagnosed(
      "error: undefined variable 'pkgs'\n".repeat(50_000),
    ).findings;
    expect(others).to.deep.equal([]);
    expect(first?.count).to.equal(50_000);
  });
});
