// Licences by name: the ids of SPDX, what people write in their place, and what nixpkgs calls them.
import licences from './licences.json' with { type: 'json' };

const attributes = licences as Readonly<Record<string, string>>;
const bySpdx = new Map(Object.entries(attributes).map(([id, name]) => [id.toLowerCase(), name]));

/** Names that people write where SPDX has another one. */
const spoken: Readonly<Record<string, string>> = {
  'apache 2.0': 'Apache-2.0',
  'apache-2': 'Apache-2.0',
  apache2: 'Apache-2.0',
  apache: 'Apache-2.0',
  'apache license 2.0': 'Apache-2.0',
  'apache license, version 2.0': 'Apache-2.0',
  'apache software license': 'Apache-2.0',
  'mit license': 'MIT',
  expat: 'MIT',
  'the mit license': 'MIT',
  bsd: 'BSD-3-Clause',
  'bsd license': 'BSD-3-Clause',
  'new bsd': 'BSD-3-Clause',
  'bsd 3-clause': 'BSD-3-Clause',
  'bsd-3': 'BSD-3-Clause',
  'bsd 2-clause': 'BSD-2-Clause',
  'bsd-2': 'BSD-2-Clause',
  gplv3: 'GPL-3.0-only',
  'gpl-3.0': 'GPL-3.0-only',
  gpl3: 'GPL-3.0-only',
  'gpl v3': 'GPL-3.0-only',
  'gplv3+': 'GPL-3.0-or-later',
  'gpl-3.0+': 'GPL-3.0-or-later',
  'gpl-3': 'GPL-3.0-only',
  'gpl3+': 'GPL-3.0-or-later',
  gplv2: 'GPL-2.0-only',
  'gpl-2.0': 'GPL-2.0-only',
  gpl2: 'GPL-2.0-only',
  'gpl-2': 'GPL-2.0-only',
  'gpl v2': 'GPL-2.0-only',
  'gplv2+': 'GPL-2.0-or-later',
  'gpl-2.0+': 'GPL-2.0-or-later',
  'gpl2+': 'GPL-2.0-or-later',
  lgplv3: 'LGPL-3.0-only',
  'lgpl-3.0': 'LGPL-3.0-only',
  'lgplv3+': 'LGPL-3.0-or-later',
  'lgpl-2.1': 'LGPL-2.1-only',
  'lgplv2.1': 'LGPL-2.1-only',
  'lgpl-2.1+': 'LGPL-2.1-or-later',
  'lgplv2+': 'LGPL-2.0-or-later',
  'lgpl2.1+': 'LGPL-2.1-or-later',
  'lgpl2.1': 'LGPL-2.1-only',
  'agpl-3.0': 'AGPL-3.0-only',
  agplv3: 'AGPL-3.0-only',
  'agplv3+': 'AGPL-3.0-or-later',
  'agpl-3.0+': 'AGPL-3.0-or-later',
  'mozilla public license 2.0': 'MPL-2.0',
  mpl2: 'MPL-2.0',
  'mpl 2.0': 'MPL-2.0',
  'the unlicense': 'Unlicense',
  cc0: 'CC0-1.0',
  zlib: 'Zlib',
  'psf-2.0': 'PSF-2.0',
  'public domain': 'publicDomain',
  wtfpl: 'WTFPL',
  isc: 'ISC',
  'isc license': 'ISC',
  artistic2: 'Artistic-2.0',
  ofl: 'OFL-1.1',
};

/** The attribute of a SPDX id; undefined where `lib.licenses` has none of it. */
export function licenceAttribute(id: string): string | undefined {
  if (id === 'publicDomain') return 'publicDomain';
  return bySpdx.get(id.toLowerCase());
}

/** The ids of an expression: `MIT OR Apache-2.0`, `MIT/Apache-2.0`, `(ISC AND MIT)`; undefined for what is none. */
export function parseExpression(expression: string): readonly string[] | undefined {
  const known = (name: string): string | undefined => {
    const said = spoken[name.trim().toLowerCase()];
    if (said !== undefined) return said;
    const plus = /^(.*?)\+$/.exec(name.trim())?.[1];
    if (plus !== undefined && bySpdx.has(`${plus}-or-later`.toLowerCase()))
      return `${plus}-or-later`;
    return bySpdx.has(name.trim().toLowerCase()) ? name.trim() : undefined;
  };
  const whole = known(expression);
  if (whole !== undefined) return [whole];
  const parts = expression
    .replace(/[()]/g, ' ')
    .split(/\s+(?:OR|AND)\s+|\s*\/\s*|\s*,\s*/i)
    .map((part) => part.replace(/\s+WITH\s+.*$/i, '').trim())
    .filter((part) => part !== '');
  const ids = parts.map(known);
  return ids.length > 0 && ids.every((id) => id !== undefined) ? [...new Set(ids)] : undefined;
}

/** A SPDX id as it is written, of one in any case; undefined where `lib.licenses` has none of it. */
export function spdxId(id: string): string | undefined {
  return bySpdx.has(id.toLowerCase())
    ? Object.keys(attributes).find((one) => one.toLowerCase() === id.toLowerCase())
    : undefined;
}
