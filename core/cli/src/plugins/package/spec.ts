import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';
import { isPackageName } from './names.js';

/** What was typed after `plugins install`, told apart. */
export type PluginSpec =
  | { readonly kind: 'registry'; readonly name: string; readonly range: string }
  | { readonly kind: 'tarball' | 'folder' | 'git'; readonly from: string };

const gitAddress = /^(git(\+(ssh|https?|file))?:\/\/|(https?|ssh|file):\/\/.*\.git(#.*)?$)/;

/**
 * A name (`@acme/wiki`, `@acme/wiki@1.2.0`), a tarball, a git address or a folder. A path needs a
 * slash: `./wiki` is a folder, `wiki` a name.
 * @throws NixaiError `plugin-spec`.
 */
export function parseSpec(typed: string, cwd: string): PluginSpec {
  if (gitAddress.test(typed))
    return { kind: 'git', from: typed.startsWith('git') ? typed : `git+${typed}` };
  if (/^https?:\/\//.test(typed)) return { kind: 'tarball', from: typed };
  const at = typed.indexOf('@', 1);
  const name = at < 0 ? typed : typed.slice(0, at);
  const range = at < 0 ? 'latest' : typed.slice(at + 1);
  const path = resolve(cwd, typed);
  if (/^[./~]/.test(typed) || typed.endsWith('.tgz')) return pathSpec(typed, path);
  if (isPackageName(name) && /^[\w.^~<>=* +|-]+$/.test(range))
    return { kind: 'registry', name, range };
  throw wrongSpec(typed, 'no package has such a name');
}

function pathSpec(typed: string, path: string): PluginSpec {
  if (!existsSync(path)) throw wrongSpec(typed, 'it is not there');
  return { kind: statSync(path).isDirectory() ? 'folder' : 'tarball', from: path };
}

/** As npm wants it. */
export function npmSpec(spec: PluginSpec): string {
  return spec.kind === 'registry' ? `${spec.name}@${spec.range}` : spec.from;
}

function wrongSpec(typed: string, why: string): NixaiError {
  return new NixaiError({
    code: 'plugin-spec',
    what: `"${typed}" names no plugin`,
    why,
    hint: 'nixai plugins install --help',
    exitCode: ExitCode.usage,
  });
}
