#!/usr/bin/env node
// Draws docs/terminal.svg, the README's picture of a terminal, out of a real run: part of `npm run readme`.
// With --check it only tells whether the picture is of now.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeMarkup } from '../core/api/dist/page/index.js';

const root = join(import.meta.dirname, '..');
const target = join(root, 'docs/terminal.svg');
const words = ['check', 'configuration.nix'];
const configuration = `{
  services.openssh.permitRootLogin = "no";
  networking.firewal.enable = true;
  networking.firewall.allowedTCPPorts = [ "443" ];
  system.stateVersion = "26.05";
}
`;

/** What the program prints in a terminal of 80 columns, with its colours. */
function printed() {
  const home = mkdtempSync(join(tmpdir(), 'nixai-picture-'));
  try {
    writeFileSync(join(home, 'configuration.nix'), configuration);
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, 'core/cli/bin/nixai.js'), ...words],
      {
        cwd: home,
        encoding: 'utf8',
        env: {
          HOME: home,
          PATH: process.env.PATH,
          COLUMNS: '80',
          FORCE_COLOR: '1',
          NIXAI_AS_ROOT: 'true',
        },
      },
    );
    return stdout.trimEnd();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const colours = { 31: '#ff9089', 32: '#6fd28b', 33: '#f2b84b', 36: '#7cc7e8' };
const column = 8.4;
const row = 20;
const edge = 18;

const escape = '\u001b';
const looks = new RegExp(`(${escape}\\[\\d+m)`);

/** A line in pieces of one look each. */
function pieces(line) {
  const look = { fill: undefined, dim: false, bold: false };
  let at = 0;
  return line.split(looks).flatMap((part) => {
    const code = part.startsWith(escape) ? part.slice(2, -1) : undefined;
    if (code === undefined) {
      const start = at;
      at += part.length;
      // Two blanks would become one.
      const words = [...part.matchAll(/\S+(?: \S+)*/g)];
      return words.map(({ index, 0: text }) => ({ ...look, at: start + index, text }));
    }
    if (code === '39' || colours[code] !== undefined) look.fill = colours[code];
    if (code === '2' || code === '22') look.dim = code === '2';
    if (code === '1' || code === '22') look.bold = code === '1';
    return [];
  });
}

/** Each piece stands in its columns, whatever letters the reader's browser has. */
function drawn({ at, text, fill, dim, bold }, y) {
  const all = [
    ['x', (edge + at * column).toFixed(1)],
    ['y', y],
    ['textLength', (text.length * column).toFixed(1)],
    ['fill', dim ? '#a0aab4' : fill],
    ['font-weight', bold ? 'bold' : undefined],
  ];
  const given = all.filter(([, value]) => value !== undefined);
  return `<text ${given.map(([name, value]) => `${name}="${value}"`).join(' ')}>${escapeMarkup(text)}</text>`;
}

function picture(text) {
  const lines = [`${escape}[2m$${escape}[22m nixai ${words.join(' ')}`, ...text.split('\n')];
  const width = Math.round(edge * 2 + 80 * column);
  const height = edge * 2 + lines.length * row;
  const drawing = lines.flatMap((line, index) =>
    pieces(line).map((piece) => drawn(piece, edge + 14 + index * row)),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>nixai ${words.join(' ')}: an option that was renamed, one that there is not, and a value of the wrong type, each with its line and its fix</title>
<rect width="100%" height="100%" rx="8" fill="#14181d"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e4e8ec">
${drawing.join('\n')}
</g>
</svg>
`;
}

const now = picture(printed());
if (!process.argv.includes('--check')) writeFileSync(target, now);
else if (!existsSync(target) || readFileSync(target, 'utf8') !== now) {
  process.stderr.write('docs/terminal.svg is out of date: npm run readme\n');
  process.exitCode = 1;
}
