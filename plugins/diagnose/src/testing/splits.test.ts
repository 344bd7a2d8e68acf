import { expect } from 'chai';
import { diagnosed } from './diagnose.js';

const esc = '\u001b';

/** As a terminal gets them: colours, links, a progress bar that is written over, a title. */
const logs: Readonly<Record<string, string>> = {
  coloured: `${esc}[31;1merror:${esc}[0m ${esc}[35;1mundefined variable '${esc}[1mfoo${esc}[0m'${esc}[0m\n       ${esc}[34;1mat ${esc}[35;1m/etc/nixos/a.nix:3:5${esc}[0m:\n`,
  'with links': `main.c:3:5: ${esc}]8;;https://gcc.gnu.org/a${esc}\\${esc}[01;31m${esc}[Kerror: ${esc}[m${esc}[Kunknown type name '${esc}[01mfoo_t${esc}[m'\nmake: *** [Makefile:3: all] Error 1\n`,
  'with a progress bar': `[1/2 built] building x\r${esc}[K[2/2 built]\r${esc}[K${esc}[31;1merror:${esc}[0m attribute '${esc}[1mhellö${esc}[0m' missing\n`,
  'with a title': `${esc}]0;nixos-rebuild\u0007building the system configuration...\r\n${esc}[1;31merror:${esc}[0m experimental Nix feature 'flakes' is disabled\r\n`,
  'ending in an escape': `${esc}[31merror:${esc}[0m undefined variable 'foo' at /etc/nixos/a.nix:3:5${esc}[0m`,
};

const causes = (...pieces: readonly Buffer[]): string =>
  JSON.stringify(
    diagnosed(...pieces).findings.map(({ class: root, culprit, line, excerpt, fixes }) => [
      root,
      culprit,
      line,
      excerpt.find(({ hit }) => hit)?.text,
      fixes[0]?.code,
    ]),
  );

describe('a coloured log that comes in pieces', () => {
  for (const [name, text] of Object.entries(logs))
    it(`${name}: is diagnosed the same wherever it is cut`, () => {
      const log = Buffer.from(text);
      const whole = causes(log);
      expect(whole).not.to.equal('[]');
      const other = [...log.keys()].filter(
        (at) => causes(log.subarray(0, at), log.subarray(at)) !== whole,
      );
      expect(other, `cut at ${other.join(', ')}`).to.deep.equal([]);
      expect(causes(...[...log].map((byte) => Buffer.from([byte]))), 'byte by byte').to.equal(
        whole,
      );
    });

  it('has no escape left in what is shown of it', () => {
    for (const text of Object.values(logs)) {
      const log = Buffer.from(text);
      for (const at of log.keys())
        expect(causes(log.subarray(0, at), log.subarray(at))).not.to.contain('\\u001b');
    }
  });
});
