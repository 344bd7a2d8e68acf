import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import * as check from 'fast-check';
import { errorCode } from '@nixai/api/testing';
import { commandLine, quoteWord } from './quote.js';

describe('a word for a shell', () => {
  const word = check
    .oneof(
      check.string({ unit: 'binary' }),
      check.stringMatching(/^[ '"\\$`!;&|<>(){}[\]*?~#\n\t=%@^-]{0,12}$/),
    )
    .map((text) => Buffer.from(text.replaceAll('\0', '')).toString());

  it('comes out of sh as it went in, whatever it is', () => {
    check.assert(
      check.property(check.array(word, { maxLength: 30 }), (words) => {
        const line = commandLine(['printf', '%s\\0', ...words]);
        const { stdout, stderr } = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
        const wanted = words.length === 0 ? ['', ''] : [...words, ''];
        expect(stdout.split('\0'), stderr).to.deep.equal(wanted);
      }),
      { numRuns: 150 },
    );
  });

  it('stays readable where nothing needs quotes', () => {
    expect(commandLine(['nix-store', '-qR', '/nix/store/abc-x+y'])).to.equal(
      'nix-store -qR /nix/store/abc-x+y',
    );
    expect(quoteWord('')).to.equal("''");
    expect(quoteWord('=x')).to.equal("'=x'");
  });

  it('is refused with a NUL', async () => {
    expect(await errorCode(() => quoteWord('a\0b'))).to.equal('machine-word');
  });
});
