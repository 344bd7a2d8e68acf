import { expect } from 'chai';
import { diagnosed } from '../testing/diagnose.js';
import { resultOf } from '../diagnosis/diagnoseLog.js';

const drv = (letter: string, name: string): string => `/nix/store/${letter.repeat(32)}-${name}.drv`;
const interleaved = `building '${drv('a', 'libfoo-1.2')}'...
libfoo> Running phase: buildPhase
zlib> checking for gcc... gcc
libfoo> foo.c:3:10: fatal error: odd: thing
zlib> Running phase: installPhase
libfoo> make: *** [Makefile:3: foo.o] Error 1
error: builder for '${drv('a', 'libfoo-1.2')}' failed with exit code 2;
       last 1 log lines:
       > make: *** [Makefile:3: foo.o] Error 1
error: 1 dependencies of derivation '${drv('b', 'app-2')}' failed to build
error: 1 dependencies of derivation '${drv('c', 'nixos-system-nova')}' failed to build
`;
const newer = `error: Cannot build '${drv('a', 'libfoo-1.2')}'.
       Reason: builder failed with exit code 2.
       Output paths:
         /nix/store/${'d'.repeat(32)}-libfoo-1.2
error: Cannot build '${drv('c', 'nixos-system-nova')}'.
       Reason: 1 dependency failed.
`;

describe('failed builds', () => {
  for (const [name, log] of Object.entries({ 'Nix 2.8': interleaved, 'Nix 2.30': newer }))
    it(`names the one that failed by itself, not those that need it (${name})`, () => {
      const { builds } = resultOf('log', diagnosed(log));
      expect(builds[0]).to.include({ derivation: 'libfoo-1.2', cause: 'builder' });
      expect(builds[0]?.detail).to.match(/exit code 2/);
      expect(builds.slice(1).every(({ cause }) => cause === 'dependency')).to.equal(true);
      expect(builds.at(-1)?.derivation).to.equal('nixos-system-nova');
    });

  it('names a build that no rule knows, with its own words, as not sure', () => {
    const odd = interleaved.replace('foo.c:3:10: fatal error: odd', 'fatal: odd');
    const [first] = resultOf('log', diagnosed(odd)).findings;
    expect(first?.class).to.equal('builder-failed');
    expect(first?.culprit).to.equal('libfoo-1.2: fatal: odd: thing');
    expect(first?.confidence).to.be.below(0.75);
  });

  it('says how to learn which build failed, where only what needed it is named', () => {
    const needing = `error: Cannot build '${drv('c', 'nixos-system-nova')}'.\n       Reason: 1 dependency failed.\n`;
    const result = resultOf('log', diagnosed(needing));
    expect(result.outcome).to.equal('not-recognised');
    expect(result.next[0]).to.include(`nix-store --realise ${drv('c', 'nixos-system-nova')}`);
  });

  it('does not take for a cause what a builder printed and survived', () => {
    const log = `app> error: undefined variable 'x'\napp> ok\napp> Running phase: installPhase\n`;
    expect(diagnosed(log).findings[0]?.confidence).to.be.below(0.5);
  });
});
