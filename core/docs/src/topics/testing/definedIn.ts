import { eachDefinition, parse, readModule } from '@nixai/nix';

/** A snippet is a file, or what stands between the braces of one. */
export function readSnippet(code: string) {
  const whole = parse(code);
  return whole.errors.length === 0 ? whole : parse(`{\n${code}\n}`);
}

/** The paths that a snippet defines; `undefined` for a name that is computed. */
export function definedIn(code: string): (string | undefined)[][] {
  const { tree } = readSnippet(code);
  const paths: (string | undefined)[][] = [];
  for (const seen of readModule(tree.source, tree.root).config)
    eachDefinition(seen.value, seen.scope, ({ path }) => {
      const names = path.map(({ name }) => name);
      if (names[0] === 'home-manager') return 'over';
      paths.push(names);
      return 'inside';
    });
  return paths;
}
