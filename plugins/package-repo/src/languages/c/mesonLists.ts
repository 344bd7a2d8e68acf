/** A name that a loop gives to a call: `foreach i : packages` … `dependency(i, required: true)`. */
interface LoopedName {
  readonly call: 'dependency' | 'find_library' | 'executable';
  readonly name: string;
  readonly index: number;
  readonly optional: boolean;
  readonly installed: boolean;
}

/** What the loops of a `meson.build` ask for; of libraries looked for one after another the first. */
export function loopedNames(source: string): readonly LoopedName[] {
  const lists = new Map<string, readonly string[]>();
  for (const one of source.matchAll(/^[ \t]*(\w+)[ \t]*\+?=[ \t]*\[([^\]]*)\]/gm))
    lists.set(one[1]!, [...(lists.get(one[1]!) ?? []), ...wordsOf(one[2]!)]);
  const found: LoopedName[] = [];
  for (const one of source.matchAll(
    /\bforeach\s+(\w+)\s*:\s*(?:(\w+)|\[([^\]]*)\])[^\n]*\n([\s\S]*?)\bendforeach\b/g,
  )) {
    const [, variable = '', list = '', own, body = ''] = one;
    const names = own === undefined ? (lists.get(list) ?? []) : wordsOf(own);
    for (const call of ['dependency', 'find_library', 'executable'] as const) {
      const asked = new RegExp(`\\b${call}\\s*\\(\\s*${variable}\\b([^)]*)\\)`).exec(body);
      if (asked === null) continue;
      for (const name of call === 'find_library' ? names.slice(0, 1) : names)
        found.push({
          call,
          name,
          index: one.index,
          optional: /required\s*:\s*(?:false|get_option)/.test(asked[1]!),
          installed: /\binstall\s*:\s*true|\binstall_dir\s*:/.test(asked[1]!),
        });
    }
  }
  return found;
}

function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/'([A-Za-z][\w.+-]*)'/g)].map((one) => one[1]!);
}
