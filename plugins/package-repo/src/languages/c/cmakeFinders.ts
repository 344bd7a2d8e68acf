import { native } from '@nixai/packages';
import type { RepoView } from '../../repo/view.js';
import { moduleNames } from './autotools.js';
import type { Collector } from './collect.js';

/** The project's own module that looks for a package: `cmake/FindFoo.cmake`. */
export function finderOf(project: RepoView, name: string): string | undefined {
  const wanted = `find${name.toLowerCase()}.cmake`;
  return project.files.find((file) => file.split('/').at(-1)!.toLowerCase() === wanted);
}

/** Reads such a module: which program finds the package, and where no table has it what it looks for. */
export async function readFinder(
  project: RepoView,
  file: string,
  name: string,
  found: Collector,
  from: string,
  optional: boolean,
): Promise<void> {
  const source = ((await project.read(file)) ?? '').replace(/#.*$/gm, '');
  const modules = [
    ...source.matchAll(/\bpkg_(?:check|search)_module?s?\s*\(\s*\w+\s+([^)]*)\)/gi),
  ].flatMap((one) =>
    moduleNames(one[1]!.replace(/\b(?:REQUIRED|QUIET|IMPORTED_TARGET|GLOBAL)\b/g, ' ')),
  );
  if (modules.length > 0) found.tool('pkg-config', file, `find_package(${name})`);
  if (found.knowsPackage(name)) return found.package(name, from, optional);
  const module = modules.find((one) => native.pkgConfig(one) !== undefined);
  if (module !== undefined) return found.module(module, from, optional);
  const library = [...source.matchAll(/\bfind_library\s*\(\s*[\w-]+\s+(?:NAMES\s+)?([^)]*)\)/gi)]
    .flatMap((one) => one[1]!.split(/[\s"]+/))
    .map((one) => one.replace(/^lib|\.(?:so|a)$/g, ''))
    .find((one) => native.library(one) !== undefined);
  if (library !== undefined) return found.library(library, from, optional);
  // A function of the project's own does the looking: find_package_impl("cairo-fc" …).
  const given = [...source.matchAll(/^[ \t]*\w+\s*\(\s*"([\w.+-]+)"/gm)]
    .map((one) => one[1]!)
    .find((one) => native.pkgConfig(one) !== undefined);
  if (given !== undefined) return found.module(given, from, optional);
  found.package(name, from, optional);
}
