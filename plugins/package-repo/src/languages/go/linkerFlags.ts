import type { Fact } from '../../analyzer.js';
import { at, type RepoView } from '../../repo/view.js';
import type { Release } from './goreleaser.js';
import type { GoSources } from './sources.js';

/** What a `-X` may be set to: the version, in the words of those who set it. */
const versionWord =
  /^v?(?:\{\{\s*\.?(?:Version|Tag|Summary|RawVersion|Env\.VERSION)\s*\}\}|\$\(?\{?(?:VERSION|version|APP_VERSION|TAG|GIT_VERSION|GIT_TAG|BUILD_VERSION|GIT_DESCRIBE|V)\}?\)?|`git describe[^`]*`)$/;

/**
 * `-X NAME=VERSION` of the project itself: its release settings, its Makefile, or the variable that
 * waits to be set. Commits and dates are left out: a derivation has none.
 */
export async function findLinkerFlags(
  project: RepoView,
  release: Release | undefined,
  sources: GoSources,
  modulePath: string,
): Promise<readonly Fact<string>[]> {
  const found = new Map<string, Fact<string>>();
  const take = (text: string, from: (index: number) => string): void => {
    for (const one of text.matchAll(
      /-X[\s=]+["']?([\w./-]+\.\w+)=("[^"]*"|'[^']*'|\$\([^)]*\)|`[^`]*`|\S+)/g,
    )) {
      const [, name = '', raw = ''] = one;
      const value = raw.replace(/^["']|["']$/g, '').replace(/["']+$/, '');
      const prefix = /^v/.test(value) ? 'v' : '';
      if (versionWord.test(value))
        found.set(name, { value: `-X ${name}=${prefix}`, from: from(one.index) });
    }
  };
  for (const build of release?.builds ?? [])
    for (const flags of build.ldflags)
      take(flags.replace(/\{\{\s*\.ModulePath\s*\}\}/g, modulePath), () => release!.from);
  if (found.size === 0)
    for (const file of [
      'Makefile',
      'GNUmakefile',
      'makefile',
      'Taskfile.yml',
      'justfile',
      'build.sh',
      'scripts/build.sh',
    ]) {
      const text = await project.read(file);
      if (text === undefined) continue;
      const expanded = text
        .replace(/\\\n/g, '  ')
        .replace(
          /\$[({](?:MODULE|PKG|PACKAGE|REPO|IMPORT_PATH|GO_MODULE|MODULE_PATH|PROJECT)[)}]/g,
          modulePath,
        )
        .replace(/\$\{?\(?(?:PKG|IMPORTPATH)\)?\}?/g, modulePath);
      take(expanded, (index) => at(file, expanded, index));
    }
  if (found.size === 0 && sources.versionVariables[0] !== undefined) {
    const { name, from } = sources.versionVariables[0];
    found.set(name, { value: `-X ${name}=`, from });
  }
  return [...found.values()];
}
