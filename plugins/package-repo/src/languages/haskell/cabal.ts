/** A field of a `.cabal` file, with the line on which it begins. */
export interface CabalField {
  readonly value: string;
  readonly line: number;
}

/** A part of a `.cabal` file: its head, `library`, `executable NAME`, `test-suite NAME`. */
export interface CabalSection {
  readonly kind: string;
  readonly name: string;
  readonly fields: ReadonlyMap<string, readonly CabalField[]>;
}

/** Reads a `.cabal` file by its indentation; what only other systems or flags that are off have is left out. */
export function parseCabal(source: string): readonly CabalSection[] {
  const sections: { kind: string; name: string; fields: Map<string, CabalField[]> }[] = [
    { kind: '', name: '', fields: new Map() },
  ];
  const off = flagsThatAreOff(source);
  const skipped: number[] = [];
  let field: { name: string; indent: number } | undefined;
  for (const [index, raw] of source.split(/\r?\n/).entries()) {
    const line = raw.replace(/\t/g, '        ');
    if (/^\s*(?:--.*)?$/.test(line)) continue;
    const indent = line.search(/\S/);
    while (skipped.length > 0 && indent <= skipped.at(-1)!) skipped.pop();
    if (skipped.length > 0) continue;
    const text = line.trim();
    const head =
      /^(library|executable|test-suite|benchmark|common|flag|source-repository|foreign-library|custom-setup)\b\s*([\w.-]*)\s*$/i.exec(
        text,
      );
    if (head !== null && indent === 0) {
      sections.push({ kind: head[1]!.toLowerCase(), name: head[2]!, fields: new Map() });
      field = undefined;
      continue;
    }
    const condition = /^(?:if|elif)\s+(.*)$/i.exec(text);
    if (condition !== null || /^else\b/i.test(text)) {
      field = undefined;
      if (condition !== null && isOff(condition[1]!, off)) skipped.push(indent);
      continue;
    }
    const start = /^([A-Za-z][\w-]*)\s*:\s*(.*)$/.exec(text);
    const current = sections.at(-1)!;
    if (start !== null && (field === undefined || indent <= field.indent)) {
      field = { name: start[1]!.toLowerCase(), indent };
      const before = current.fields.get(field.name) ?? [];
      current.fields.set(field.name, [...before, { value: start[2]!, line: index + 1 }]);
    } else if (field !== undefined && indent > field.indent) {
      const list = current.fields.get(field.name)!;
      list.push({ value: text, line: index + 1 });
    }
  }
  return sections;
}

function flagsThatAreOff(source: string): ReadonlySet<string> {
  const off = new Set<string>();
  for (const one of source.matchAll(/^flag\s+([\w-]+)\s*\n((?:[ \t]+.*\n?|\s*\n)*)/gim))
    if (/^[ \t]*default\s*:\s*false/im.test(one[2]!)) off.add(one[1]!.toLowerCase());
  return off;
}

function isOff(condition: string, off: ReadonlySet<string>): boolean {
  const text = condition.replace(/\s+/g, '').toLowerCase();
  if (/^(?:os\((?:windows|mingw32|osx|darwin|ghcjs)\)|!os\(linux\)|impl\(ghcjs\))$/.test(text))
    return true;
  const flag = /^flag\(([\w-]+)\)$/.exec(text)?.[1];
  return flag !== undefined && off.has(flag);
}

/** The packages of a list such as `build-depends`, each with its line. */
export function packagesOf(
  section: CabalSection,
  field: string,
): readonly { readonly name: string; readonly line: number }[] {
  return (section.fields.get(field) ?? []).flatMap(({ value, line }) =>
    value
      .split(',')
      .map((one) => /^\s*([A-Za-z][A-Za-z0-9-]*)/.exec(one)?.[1])
      .filter((name) => name !== undefined)
      .map((name) => ({ name, line })),
  );
}
