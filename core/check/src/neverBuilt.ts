import type { Loaded, LoadedModule } from '@nixai/machine';

/**
 * Whether a module is here of a system that nobody builds: the function that makes it is called nowhere
 * (`mkDarwin`, kept for later), and the module is read for a system of another kind as well.
 * @param called the functions that were seen to be called: the files are searched once for each.
 */
export function isOfNobody(
  module: LoadedModule,
  { files, modules }: Loaded,
  called: Set<string>,
): boolean {
  const { maker, file } = module;
  if (
    maker === undefined ||
    called.has(maker) ||
    !modules.some((one) => one.file === file && one.class !== module.class)
  )
    return false;
  let times = 0;
  for (const { source } of files) {
    times += source.split(maker).length - 1;
    if (times > 1) {
      called.add(maker);
      return false;
    }
  }
  return true;
}
