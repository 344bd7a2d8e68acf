// Licences by their text.
import { parseExpression, spdxId } from './spdx.js';

/** Sentences of each licence that stand in no other, in the order in which they are tried. */
const marks: readonly (readonly [id: string, ...sentences: string[]])[] = [
  ['AGPL-3.0', 'gnu affero general public license', 'version 3'],
  ['LGPL-3.0', 'gnu lesser general public license', 'version 3'],
  ['LGPL-2.1', 'gnu lesser general public license', 'version 2.1'],
  ['LGPL-2.0', 'gnu library general public license', 'version 2'],
  ['GPL-3.0', 'gnu general public license', 'version 3'],
  ['GPL-2.0', 'gnu general public license', 'version 2'],
  ['MPL-2.0', 'mozilla public license', 'version 2.0'],
  ['EPL-2.0', 'eclipse public license', '2.0'],
  ['EUPL-1.2', 'european union public licence', '1.2'],
  ['Apache-2.0', 'apache license', 'version 2.0'],
  ['Artistic-2.0', 'artistic license 2.0'],
  ['BSL-1.0', 'boost software license'],
  ['CC0-1.0', 'cc0 1.0 universal'],
  ['CC-BY-SA-4.0', 'attribution-sharealike 4.0'],
  ['CC-BY-4.0', 'attribution 4.0 international'],
  ['Unlicense', 'this is free and unencumbered software'],
  ['WTFPL', 'do what the fuck you want to public license'],
  ['OFL-1.1', 'sil open font license'],
  ['Zlib', "this software is provided 'as-is'", 'altered source versions must be plainly marked'],
  [
    'BSD-4-Clause',
    'redistribution and use in source and binary forms',
    'all advertising materials',
  ],
  ['BSD-3-Clause', 'redistribution and use in source and binary forms', 'endorse or promote'],
  [
    'BSD-2-Clause',
    'redistribution and use in source and binary forms',
    'redistributions of source code',
  ],
  [
    'MIT-feh',
    'permission is hereby granted, free of charge',
    'acknowledgment shall be given in the documentation and software packages',
  ],
  [
    'MIT',
    'permission is hereby granted, free of charge',
    'the above copyright notice and this permission notice',
  ],
  ['MIT-0', 'permission is hereby granted, free of charge'],
  [
    'ISC',
    'permission to use, copy, modify, and',
    'above copyright notice and this permission notice appear',
  ],
  [
    '0BSD',
    'permission to use, copy, modify, and/or distribute this software for any purpose with or without fee',
  ],
];

/** The licence of a text, as a SPDX id without `-only` or `-or-later`; undefined where it is none that is known. */
export function recognise(text: string): string | undefined {
  const flat = text
    .toLowerCase()
    .replace(/[“”"]/g, '')
    .replace(/[\s*#/;]+/g, ' ');
  const named = /spdx-license-identifier: ([a-z0-9.+-]+)/.exec(flat)?.[1];
  const tagged = named === undefined ? undefined : spdxId(named);
  if (tagged !== undefined) return tagged;
  // Of several in one file the first is the project's own; those after it are of parts of it.
  let best: { id: string; index: number } | undefined;
  for (const [id, first = '', ...rest] of marks) {
    const index = flat.indexOf(first);
    if (index === -1 || (best !== undefined && index >= best.index)) continue;
    // The name of a GNU licence is in its title; that of another one may be all over its text.
    const where = /^A?L?GPL/.test(id) ? flat.slice(index, index + 400) : flat.slice(index);
    if (/^A?L?GPL/.test(id) && index > 600) continue;
    if (rest.every((one) => where.includes(one))) best = { id, index };
  }
  return best?.id;
}

/** The licence of a text, or those that a few lines name where it only says which there are. */
export function recognised(text: string): readonly string[] {
  const tag = /SPDX-License-Identifier:[ \t]*([\w.+() -]+)/.exec(text)?.[1];
  const tagged = tag === undefined ? undefined : parseExpression(tag.trim());
  if (tagged !== undefined) return tagged;
  const whole = recognise(text);
  if (whole !== undefined) return [whole];
  const words = text.slice(0, 2000).replace(/BSD (\d)-Clause/g, 'BSD-$1-Clause');
  const ids = words.match(
    /\b(?:[AL]?GPL-\d\.\d-(?:only|or-later)|BSD-\d-Clause|Apache-2\.0|MPL-2\.0|MIT|ISC)\b/g,
  );
  if (ids !== null) return [...new Set(ids)];
  // "Foo is in the public domain", at the top: no licence, and so no name of one.
  const free =
    /\b(?:is|are|(?:placed|released|dedicated)(?:\s+\w+){0,2})\s+(?:in|into|to)\s+the\s+public\s+domain\b/i;
  return free.test(text.slice(0, 1500)) ? ['publicDomain'] : [];
}
