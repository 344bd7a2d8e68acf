import { macroParts, unquoted, type Part } from './m4.js';

/** Parts of a `configure.ac` that a configure without words does not come to, or comes to instead of others. */
export interface AutoconfGuards {
  readonly off: readonly Part[];
  /** Branches of a `case` of which one is taken, and what is done where somebody says `--with-x`. */
  readonly optional: readonly Part[];
}

type Values = ReadonlyMap<string, string>;

/** What `--enable-x` and `--with-x` decide over, where nobody says them. */
export function readAutoconfGuards(source: string): AutoconfGuards {
  const { values, asked } = choices(source);
  const cases = offInCase(source, values);
  return {
    off: [...offInAsIf(source, values), ...offInIf(source, values), ...cases.off],
    optional: [...asked, ...cases.optional],
  };
}

/** The variables of `AC_ARG_ENABLE` and `AC_ARG_WITH` that nothing else sets, and what is done only where they are given. */
function choices(source: string): { values: Values; asked: readonly Part[] } {
  const values = new Map<string, string>();
  const asked: Part[] = [];
  const inside: Part[] = [];
  for (const one of source.matchAll(/\bAC_ARG_(ENABLE|WITH)\s*\(/g)) {
    const parts = macroParts(source, one.index + one[0].length);
    const [name, , given, otherwise] = parts;
    if (name === undefined) continue;
    const last = parts.at(-1)!;
    inside.push({ from: one.index, to: last.to });
    if (given !== undefined) asked.push(given);
    const own = `${one[1]!.toLowerCase()}_${unquoted(source.slice(name.from, name.to))}`.replace(
      /\W/g,
      '_',
    );
    values.set(own, '');
    const textOf = (part: Part | undefined): string =>
      part === undefined ? '' : source.slice(part.from, part.to);
    for (const set of textOf(given).matchAll(assignment)) values.set(set[1]!, '');
    for (const set of textOf(otherwise).matchAll(assignment)) values.set(set[1]!, set[2]!);
  }
  // A variable that is set elsewhere too, to another thing, may have been found out.
  const set = [...source.matchAll(assignment)].filter(
    ({ index }) => !inside.some(({ from, to }) => index >= from && index < to),
  );
  for (const one of set) if (values.get(one[1]!) !== one[2]) values.delete(one[1]!);
  return { values, asked };
}

const assignment = /(?<![\w$"'{-])([A-Za-z_]\w*)=["']?([\w.+-]*)["']?/g;

function offInAsIf(source: string, values: Values): readonly Part[] {
  return [...source.matchAll(/\bAS_IF\s*\(/g)].flatMap((one) => {
    const parts = macroParts(source, one.index + one[0].length);
    const off: Part[] = [];
    let taken = false;
    for (let index = 0; index < parts.length; index += 2) {
      const [condition, then] = [parts[index]!, parts[index + 1]];
      if (then === undefined) {
        if (taken) off.push(condition);
        break;
      }
      const holds = value(unquoted(source.slice(condition.from, condition.to)), values);
      if (taken || holds === false) off.push(then);
      taken ||= holds === true;
    }
    return off;
  });
}

/** `if test …; then … else … fi` over lines. */
function offInIf(source: string, values: Values): readonly Part[] {
  const off: Part[] = [];
  const open: { from: number; isOff: boolean; taken: boolean }[] = [];
  const words =
    /(?:^[ \t]*\[?[ \t]*(if|elif)[ \t]((?:[^\n]*(?:&&|\|\|)[ \t]*\n)*[^\n]*?)(?:;[ \t]*then\b|\n[ \t]*then\b)|^[ \t]*(else)\b|(?:^|;)[ \t]*\[?(fi)\b)/gm;
  for (const one of source.matchAll(words)) {
    const end = one.index + one[0].length;
    const word = one[1] ?? one[3] ?? one[4];
    const before = word === 'if' ? undefined : open.pop();
    if (word !== 'if' && before === undefined) return [];
    if (before?.isOff === true) off.push({ from: before.from, to: one.index });
    if (word === 'fi') continue;
    const holds = word === 'else' ? undefined : value(one[2]!, values);
    const taken = before?.taken === true;
    open.push({ from: end, isOff: taken || holds === false, taken: taken || holds === true });
  }
  // What does not end was not understood.
  return open.length > 0 ? [] : off;
}

function offInCase(source: string, values: Values): AutoconfGuards {
  const off: Part[] = [];
  const optional: Part[] = [];
  for (const one of source.matchAll(
    /^[ \t]*case[ \t]+"?\$\{?(\w+)\}?"?[ \t]+in\b([\s\S]*?)^[ \t]*esac\b/gm,
  )) {
    if (one[1] === 'host_os' || one[1] === 'host') continue;
    const known = values.get(one[1]!);
    const start = one.index + one[0].length - one[2]!.length - 'esac'.length;
    for (const branch of one[2]!.matchAll(/([\w.+*|" -]+)\)([\s\S]*?)(?:;;|$(?![\s\S]))/g)) {
      const from = Math.max(one.index, start - 8) + branch.index;
      const part = { from, to: from + branch[0].length };
      const patterns = branch[1]!.split('|').map((word) => word.replace(/["\s]/g, ''));
      if (known === undefined) optional.push(part);
      else if (!patterns.some((word) => word === known || word === '*')) off.push(part);
    }
  }
  return { off, optional };
}

/** Whether a condition holds; undefined where it is not known. */
function value(condition: string, values: Values): boolean | undefined {
  const text = condition.trim();
  if (/\s-o\s|\|\|/.test(text)) {
    const all = text.split(/\s-o\s|\|\|/).map((one) => value(one, values));
    return all.includes(true) ? true : all.every((one) => one === false) ? false : undefined;
  }
  if (/\s-a\s|&&/.test(text)) {
    const all = text.split(/\s-a\s|&&/).map((one) => value(one, values));
    return all.includes(false) ? false : all.every((one) => one === true) ? true : undefined;
  }
  const bare = text.replace(/^(?:test\b|\[{1,2}\s)|\s?\]{1,2}$/g, '').trim();
  const sized = /^(!\s*)?-([nz])\s+"?\$\{?(\w+)\}?"?$/.exec(bare);
  if (sized !== null) {
    const known = values.get(sized[3]!);
    return known === undefined
      ? undefined
      : ((known === '') === (sized[2] === 'z')) !== (sized[1] !== undefined);
  }
  const compared = /^"?([xX_]?)\$\{?(\w+)\}?"?\s*(==?|!=)\s*"?\1([\w.+-]*)"?$/.exec(bare);
  const known = compared === null ? undefined : values.get(compared[2]!);
  return known === undefined ? undefined : (known === compared![4]) === (compared![3] !== '!=');
}
