import { parse, walk } from '@nixai/nix';

const placeholder = /@([a-z][A-Za-z0-9_]*)@/g;

/** Where the names between `@` stand in a file: as values or names of attributes, and inside of texts. */
export interface Standing {
  readonly values: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
}

/** Those of comments are neither. */
export function standingIn(source: string): Standing {
  // An identifier of the same length stands where a value may, so that places are the same in both.
  const named = source.replaceAll(placeholder, '_$1_');
  const values = new Set<string>();
  const texts = new Set<string>();
  walk(parse(named, { pipeOperators: true }).tree.root, (node) => {
    if (node.kind === 'identifier') {
      const written = source.slice(node.start, node.end);
      for (const [whole, name = ''] of written.matchAll(placeholder))
        if (whole === written) values.add(name);
    }
    if (node.kind !== 'string' && node.kind !== 'path') return;
    for (const part of node.parts)
      if (part.kind === 'text')
        for (const [, name = ''] of source.slice(part.start, part.end).matchAll(placeholder))
          texts.add(name);
  });
  return { values, texts };
}
