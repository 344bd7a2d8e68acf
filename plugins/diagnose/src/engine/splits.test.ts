import { expect } from 'chai';
import { resultOf } from '../diagnosis/diagnoseLog.js';
import { diagnosed } from '../testing/diagnose.js';

const escape = '\u001b';
const red = (text: string) => `${escape}[31;1m${text}${escape}[0m`;
const link = (text: string) =>
  `${escape}]8;;https://nixos.org${escape}\\${text}${escape}]8;;\u0007`;

/** As they are piped from a program that takes the pipe for a terminal. */
const logs = {
  'an evaluation': `${red('error')}: ${escape}[35;1mundefined variable${escape}[0m '${red('pkgz')}'\n       at ${link('/etc/nixos/configuration.nix:12:5')}:\n`,
  'a build': `${escape}[2K\r${escape}[1mapp>${escape}[0m foo.c:3:10: ${red('fatal error')}: zlib.h: No such file or directory\n${red('error:')} builder for '/nix/store/${'a'.repeat(32)}-app-1.drv' failed with exit code 2\n`,
  'letters of other scripts': `${red('ошибка')} größe 日本\n${red('error:')} attribute '${red('größe')}' missing\n`,
  'no last line break': `${escape}[31merror: attribute 'ripgrepp' missing${escape}[`,
};

describe('a coloured log that comes in pieces', () => {
  for (const [name, log] of Object.entries(logs))
    it(`is diagnosed the same wherever it is cut: ${name}`, () => {
      const bytes = Buffer.from(log);
      const whole = resultOf('log', diagnosed(bytes));
      expect(whole.findings.length + whole.builds.length).to.be.at.least(1);
      for (let at = 0; at <= bytes.length; at++) {
        const cut = diagnosed(bytes.subarray(0, at), bytes.subarray(at));
        expect(resultOf('log', cut), `cut at ${at}`).to.deep.equal(whole);
      }
      const single = [...bytes].map((byte) => Buffer.from([byte]));
      expect(resultOf('log', diagnosed(...single)), 'byte by byte').to.deep.equal(whole);
    });
});
