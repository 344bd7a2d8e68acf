import { native } from '@nixai/packages';

/** A part that a Makefile leaves away unless it is told not to, with the word that tells it. */
export interface Switch {
  readonly flag: string;
  /** Libraries that the part links, and modules of pkg-config that it asks for. */
  readonly libraries: readonly string[];
  readonly modules: readonly string[];
  readonly index: number;
}

/** What packages have where a project can do without: encryption, the session's services, expressions. */
const wanted = new Set(['openssl', 'systemd', 'pcre', 'pcre2', 'readline']);
const named = /^(?:ENABLE|USE|WITH|HAVE|BUILD)_\w+$/;

/** `ifdef USE_OPENSSL` and `ifeq ($(USE_SSL),1)` that nothing sets, around a library that packages have. */
export function switches(
  source: string,
  variables: ReadonlyMap<string, string>,
): readonly Switch[] {
  const found: Switch[] = [];
  const open: { flag?: string; from: number }[] = [];
  for (const one of source.matchAll(/^[ \t]*(if\w+|else|endif)\b(.*)$/gm)) {
    if (one[1] !== 'endif' && one[1] !== 'else') {
      open.push({ flag: flagOf(one[1]!, one[2]!, variables), from: one.index });
      continue;
    }
    const part = open.pop();
    if (one[1] === 'else') open.push({ from: one.index });
    if (part?.flag === undefined) continue;
    const text = source.slice(part.from, one.index);
    const libraries = namesIn(text, /(?:^|[\s="'])-l([\w.+-]+)/g, native.library);
    const modules = namesIn(text, /--libs\s+([\w.+-]+)/g, native.pkgConfig);
    if (libraries.length + modules.length > 0)
      found.push({ flag: part.flag, libraries, modules, index: part.from });
  }
  return found;
}

function flagOf(
  what: string,
  rest: string,
  variables: ReadonlyMap<string, string>,
): string | undefined {
  const [, name = '', value = '1'] =
    (what === 'ifdef'
      ? /^\s*(\w+)\s*$/.exec(rest)
      : what === 'ifeq'
        ? /^\s*\(\s*\$[({](\w+)[)}]\s*,\s*(1|yes|y|true|on)\s*\)\s*$/i.exec(rest)
        : null) ?? [];
  const isOff = /^(?:0|no|n|false|off)?$/i.test(variables.get(name)?.trim() ?? '');
  return named.test(name) && isOff ? `${name}=${value}` : undefined;
}

function namesIn(
  part: string,
  pattern: RegExp,
  attributeOf: (name: string) => string | undefined,
): readonly string[] {
  return [...part.matchAll(pattern)]
    .map((one) => one[1]!)
    .filter((name) => wanted.has(attributeOf(name) ?? ''));
}
