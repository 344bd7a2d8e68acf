import { join } from 'node:path';
import type { View } from '@nixai/api';
import type { Analyzed } from '../../commands/migrate/analyze.js';
import { nameNixpkgs } from '../../migrate/toFlakes/nameNixpkgs.js';
import { nearPath } from '../nearPath.js';

const origins = {
  channel: '',
  copy: '   by the copy on this machine',
  usual: '   as it is usually called: no channel says so',
  code: '   written in the code',
} as const;

/** What stands in the way comes first: the rest is done by a command. */
export function renderAnalyzed(analyzed: Analyzed, view: View): string {
  const { folder, isFlake, files, inputs, sites, findings, isNixpkgsKnown, changes } = analyzed;
  const { style } = view;
  const blocked = sites.filter(({ state }) => state === 'blocked');
  const lines = [
    `${nearPath(folder)}: ${isFlake ? 'a flake' : 'no flake yet'}, ${count(files, 'file')}.`,
  ];
  const part = (title: string, texts: readonly string[]) => {
    if (texts.length > 0) lines.push('', style.heading(title), ...texts);
  };
  part(
    'Inputs it would have',
    inputs.map(({ name, url, origin }) => `  ${name}  ${url}${style.dim(origins[origin])}`),
  );
  const place = (file: string, line: number) => nearPath(join(folder, file)) + `:${line}`;
  part('In the way', [
    ...(isNixpkgsKnown
      ? []
      : [
          `  ${style.bad('which nixpkgs it is built from')} is not known here: no channel says it`,
          view.wrap(nameNixpkgs(), 6),
        ]),
    ...blocked.flatMap(({ file, line, text, what }) => [
      `  ${place(file, line)}: ${style.bad(text)}`,
      view.wrap(what, 6),
    ]),
  ]);
  part(
    'Done by to-flakes',
    sites
      .filter(({ state }) => state === 'mended')
      .flatMap(({ file, line, text, what }) => [
        `  ${place(file, line)}: ${text}`,
        view.wrap(`becomes ${what}`, 6),
      ]),
  );
  part(
    'Stays as it is',
    sites
      .filter(({ state }) => state === 'kept')
      .map(({ file, line, text, what }) => `  ${place(file, line)}: ${text} (${what})`),
  );
  part(
    isFlake ? 'Where others fell' : 'Then look at',
    findings.flatMap(({ rule, file, line, message, hint }) => [
      view.wrap(`${place(file, line)}: ${message} [${rule}]`, 2),
      view.wrap(hint, 6),
    ]),
  );
  if (isFlake && findings.length === 0) lines.push(style.good('Nothing that others fell over.'));
  if (!isFlake && !isNixpkgsKnown)
    lines.push('', 'Name nixpkgs first; then there is a flake to show.');
  else if (!isFlake) {
    lines.push('');
    lines.push(
      blocked.length > 0
        ? view.wrap(
            `${count(blocked.length, 'place')} to look at first; then nixai migrate to-flakes does the rest.`,
          )
        : `nixai migrate to-flakes --dry-run  shows flake.nix${changes.length > 0 ? ` and ${count(changes.length, 'changed file')}` : ''}.`,
    );
  }
  return lines.join('\n');
}

const count = (number: number, what: string): string =>
  `${number} ${what}${number === 1 ? '' : 's'}`;
