import { seeThrough, type Definition } from '@nixai/nix';
import { isSlip } from '../slip.js';

/** `import = [ ./a.nix ];`, at the top of a module: no option is a list of files there. */
export function isSlipOfImports(
  { value, scope }: Definition,
  [first = '', more]: readonly string[],
): boolean {
  if (more !== undefined || !isSlip('imports', first)) return false;
  return seeThrough(value, scope).every(
    ({ value: list }) =>
      list.kind === 'list' &&
      list.items.length > 0 &&
      list.items.every(({ kind }) => kind === 'path'),
  );
}
