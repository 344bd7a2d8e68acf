import { eachDefinition } from '@nixai/nix';
import type { LoadedModule } from './modules.js';

/** Tells whether the configuration's own modules declare a path, or something above or below it. */
export function declaredPaths(
  modules: readonly LoadedModule[],
): (path: readonly string[]) => boolean {
  const declared: (string | undefined)[][] = [];
  for (const { parts } of modules)
    for (const seen of parts.options)
      eachDefinition(seen.value, seen.scope, ({ path, value }) => {
        declared.push(path.map(({ name }) => name));
        return value.kind === 'set' ? 'inside' : 'over';
      });
  return (path) =>
    declared.some((one) => {
      const length = Math.min(one.length, path.length);
      return one.slice(0, length).every((step, at) => step === undefined || step === path[at]);
    });
}
