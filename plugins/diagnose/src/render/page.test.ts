import { expect } from 'chai';
import type { View } from '@nixai/api';
import { plainView } from '@nixai/api/testing';
import { resultOf } from '../diagnosis/diagnoseLog.js';
import { diagnosed } from '../testing/diagnose.js';
import { readSamples } from '../testing/readSamples.js';
import { renderText } from './text.js';

const width = 80;

/** As a terminal of 80 columns shows it: prose wrapped, code indented. */
const view: View = {
  ...plainView,
  width,
  wrap: (text, indent = 0) => wrapped(text, width - indent).replace(/^(?=.)/gm, ' '.repeat(indent)),
};

function wrapped(text: string, columns: number): string {
  return text
    .split('\n')
    .map(
      (line) =>
        line.match(new RegExp(`.{1,${columns}}(?:\\s|$)|\\S{1,${columns}}`, 'g'))?.join('\n') ?? '',
    )
    .join('\n')
    .replace(/ +$/gm, '');
}

/** Lines of the screen that a page takes: what is longer than a line is wrapped by the terminal. */
const height = (page: string): number =>
  page.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / width)), 0);

const page = (log: Buffer | string, full = false): string =>
  renderText(resultOf('stdin', diagnosed(log)), view, { full, cut: true });

describe('the first screen', () => {
  const samples = readSamples();

  it('holds cause, proof, fix and check of nearly every sample in 24 lines', () => {
    const long = samples
      .map(({ name, log }) => ({ name, lines: height(page(log)) }))
      .filter(({ lines }) => lines > 24);
    expect(long.length / samples.length, JSON.stringify(long)).to.be.at.most(0.02);
  });

  for (const { name, log, culprit } of samples.slice(0, 400))
    it(`${name}: names the cause and what to do, and shows the line`, () => {
      const text = page(log);
      const [first] = resultOf('stdin', diagnosed(log)).findings;
      expect(text).to.contain(first?.title);
      // One command is not told as both.
      expect(text).to.match(first?.verify.length === 0 ? /^Find out: /m : /^Check:/m);
      expect(text).to.match(
        /^(?:(?:Fix|Find out|Possible): |What this log does not say decides:|One of these, )/m,
      );
      // A culprit may be longer than a line.
      expect(text.replace(/\s+/g, '')).to.contain(culprit.replace(/\s+/g, '').slice(0, 30));
      expect(text).to.match(/^ {2}> +\d+ │ /m);
    });

  it('opens the rest with --full, and says so', () => {
    const log = "error: undefined variable 'foo'\n       at /etc/nixos/web.nix:2:34:\n";
    expect(page(log)).to.contain('--full').and.not.contain(' 2: ');
    expect(page(log, true)).to.contain(' 2: ').and.not.contain('--full');
  });

  it('says once what is both to be looked at and the check', () => {
    const command = "sudo ss -ltnup 'sport = :80'";
    const text = page('nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)\n');
    expect(text.split(command)).to.have.length(2);
  });

  it('breaks a line that nobody knows off between words, and marks it', () => {
    const said = 'a very long line about unfathomable circumstances and further complications';
    const text = page(`error: frobnicate could not be done: ${said}\n`);
    expect(text).to.match(/ │ error: frobnicate .* unfathomable…$/m);
  });

  it('says no fix where the log leaves open whose the package is, but both possibilities', () => {
    const text = page(
      `error: builder for '/nix/store/${'z'.repeat(32)}-tool-1.2.drv' failed with exit code 1;\n       > src/main.c:3:10: fatal error: zlib.h: No such file or directory\n`,
    );
    expect(text).to.contain('What this log does not say decides:').and.not.contain('Fix: ');
    expect(text).to.match(/\n- If you write tool-1\.2: [^]*\n- If it is a package of nixpkgs/);
  });

  it('shows a long line around what was recognised, and cuts it only at a terminal', () => {
    const log = `${'x'.repeat(3_000)} error: undefined variable 'foo' at /etc/nixos/web.nix:2:34 ${'y'.repeat(200)}\n`;
    expect(page(log)).to.contain("undefined variable 'foo'");
    const piped = renderText(resultOf('stdin', diagnosed(log)), view, { full: false, cut: false });
    expect(piped).to.contain('web.nix:2:34 yyy');
  });
});
