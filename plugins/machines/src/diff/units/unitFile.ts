/** A unit's sections: of each key its values, in their order. */
export type Unit = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

/**
 * Reads a unit's file and its drop-ins, in their order: a key that is given again has more values, and
 * an empty value takes away those before it. `[Install]` says nothing of what runs, and is left out.
 */
export function readUnit(texts: readonly string[]): Unit {
  const unit = new Map<string, Map<string, string[]>>();
  for (const text of texts) {
    let section: Map<string, string[]> | undefined;
    // A line that ends in a backslash goes on in the next one.
    for (const line of text.replaceAll(/\\\n/g, ' ').split('\n')) {
      const title = /^\[(.+)\]\s*$/.exec(line)?.[1];
      if (title !== undefined) {
        section = unit.get(title) ?? new Map<string, string[]>();
        unit.set(title, section);
        continue;
      }
      const [, key, value = ''] = /^([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      if (key === undefined || section === undefined) continue;
      section.set(key, value === '' ? [] : [...(section.get(key) ?? []), value]);
    }
  }
  unit.delete('Install');
  return unit;
}

/** A switch of a unit: what was said last counts. */
export function isOn(unit: Unit, section: string, key: string, usual: boolean): boolean {
  const value = unit.get(section)?.get(key)?.at(-1);
  return value === undefined ? usual : ['1', 'yes', 'true', 'on'].includes(value);
}
