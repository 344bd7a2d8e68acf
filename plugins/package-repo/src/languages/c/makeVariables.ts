// Variables of a Makefile, and its conditions by them.

/** The variables that a Makefile sets, each as it is where nobody says another one. */
export function readVariables(source: string): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const appended = new Set<string>();
  for (const one of source
    .replace(/\\\n/g, ' ')
    .matchAll(/^[ \t]*([A-Za-z_]\w*)[ \t]*[?:+]?=[ \t]*(.*?)[ \t]*$/gm)) {
    const [, key = '', value = ''] = one;
    const before = variables.get(key);
    const isMore = one[0].includes('+=');
    // What is added may stand before what it is added to: the files are read in no order.
    if (before === undefined || isMore || appended.has(key))
      variables.set(key, before === undefined ? value : `${before} ${value}`);
    if (isMore && before === undefined) appended.add(key);
    else if (!isMore) appended.delete(key);
  }
  return variables;
}

/** A text with what its variables stand for. */
export function expand(value: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  if (depth > 5) return '';
  return value.replace(/\$[({](\w+)[)}]/g, (_, key: string) =>
    expand(variables.get(key) ?? '', variables, depth + 1),
  );
}

/**
 * The lines that a build without settings reads: what stands in a condition that is false for it is
 * left empty, so that lines keep their numbers.
 */
export function withoutOff(source: string, variables: ReadonlyMap<string, string>): string {
  const open: { on: boolean; taken: boolean }[] = [];
  return source
    .split('\n')
    .map((line) => {
      const word = /^\s*(?:(else)\s+)?(ifeq|ifneq|ifdef|ifndef|else|endif)\b(.*)$/.exec(line);
      if (word === null) return open.some(({ on }) => !on) ? '' : line;
      const [, chained, what = '', rest = ''] = word;
      const before =
        chained !== undefined || what === 'else' || what === 'endif' ? open.pop() : undefined;
      if (what === 'endif') return '';
      const holds = what === 'else' || isTrue(what, rest, variables);
      const on = holds && before?.taken !== true;
      open.push({ on, taken: on || before?.taken === true });
      return '';
    })
    .join('\n');
}

/** A condition as it is on Linux with nothing set; what is not understood is true. */
function isTrue(what: string, rest: string, variables: ReadonlyMap<string, string>): boolean {
  if (what === 'ifdef' || what === 'ifndef') {
    const isSet = (variables.get(rest.trim()) ?? '') !== '';
    return what === 'ifdef' ? isSet : !isSet;
  }
  const plain = rest
    .replace(/\$[({](?:strip|filter \w+,)\s*/g, '(')
    .replace(/\$[({]shell uname[^)}]*[)}]/g, 'Linux');
  const expanded = expand(plain, variables);
  const found =
    /^\s*\((.*),(.*)\)\s*$/.exec(expanded) ?? /^\s*["'](.*)["']\s+["'](.*)["']\s*$/.exec(expanded);
  if (found === null || /\$/.test(expanded)) return true;
  const [left, right] = [found[1]!, found[2]!].map((one) => one.replace(/[()"']/g, '').trim());
  return (left === right) === (what === 'ifeq');
}
