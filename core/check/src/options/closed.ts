import type { OptionCatalog } from '@nixai/api';
import { staticName, type Definition, type Expression } from '@nixai/nix';

/**
 * Whether a name that is computed may be the one that makes the path an option. It may not where the
 * set takes any name (`users.users.<name>`), and what is not known comes behind it.
 */
export function isUncertain(
  { path }: Definition,
  known: readonly string[],
  catalog: OptionCatalog,
): boolean {
  return path.some(({ name }, at) => {
    if (name !== undefined || at > known.length) return false;
    if (at === known.length) return true;
    return !takesAnyName(known.slice(0, at), catalog);
  });
}

/** No set declares this name: where it is taken, any name is. */
const takesAnyName = (path: readonly string[], catalog: OptionCatalog): boolean =>
  catalog.match([...path, 'nixai-any-name']).outcome !== 'unknown';

/**
 * Whether a module that could not be read hardly declares something below a path: inside a submodule
 * (`systemd.services.<name>`). Elsewhere modules do: `services.pipewire.lowLatency`.
 */
export function isClosed(known: readonly string[], catalog: OptionCatalog): boolean {
  return known.some((_, at) => takesAnyName(known.slice(0, at), catalog));
}

/**
 * `systemd.services.web.users.users.ada.uid`: what stands inside a submodule, and is an option of its own
 * with all its path. A brace is missing before it, or stands too late: no module adds that there.
 */
export function optionInside(
  { value }: Definition,
  path: readonly string[],
  known: readonly string[],
  catalog: OptionCatalog,
): readonly string[] | undefined {
  if (!isClosed(known, catalog)) return undefined;
  // `systemd.services.users.users.ada.uid`: what stands where a name is taken may be the first of its steps.
  const isNamed = takesAnyName(known.slice(0, -1), catalog);
  const rests = [known.length, ...(isNamed ? [known.length - 1] : [])].map((from) =>
    path.slice(from),
  );
  return rests.find((rest) => {
    const { outcome } = catalog.match(rest);
    const isOption = outcome === 'option' && rest.length > 1;
    return isOption || (outcome === 'branch' && holdsOptions(value, rest, catalog));
  });
}

/** Whether a set has options of a branch in it, and nothing else. */
function holdsOptions(value: Expression, path: readonly string[], catalog: OptionCatalog): boolean {
  if (value.kind !== 'set' || value.bindings.length === 0) return false;
  return value.bindings.every((binding) => {
    if (binding.kind !== 'binding') return false;
    const names = binding.path.attributes.map(staticName);
    const end = names.indexOf(undefined);
    const below = (end < 0 ? names : names.slice(0, end)) as string[];
    return below.length > 0 && catalog.match([...path, ...below]).outcome !== 'unknown';
  });
}
