import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { ExitCode, NixaiError } from '@nixai/api';
import { parse } from 'yaml';
import { longestHeldAgainst } from '@nixai/contributions/template-files';

/**
 * Which file is each machine's: `web: ./hosts/web/office.nix`, or a list of names, each of which gets
 * `NAME.nix`. Files lie beside the list or below it.
 * @param path of the list, absolute.
 * @throws NixaiError `targets-invalid`.
 */
export function readTargets(text: string, path: string): ReadonlyMap<string, string> {
  let raw: unknown;
  try {
    raw = parse(text, {
      maxAliasCount: 0,
      schema: 'core',
      uniqueKeys: text.length < longestHeldAgainst,
    });
  } catch (error) {
    throw invalid((error as Error).message.split('\n', 1)[0] ?? '');
  }
  const { machines = raw } = (raw ?? {}) as { machines?: unknown };
  const entries = Array.isArray(machines)
    ? machines.map((name: unknown): [string, unknown] => [String(name), `./${String(name)}.nix`])
    : Object.entries((machines ?? {}) as Record<string, unknown>);
  if (entries.length === 0 || typeof machines !== 'object') throw invalid('it names no machine');
  return new Map(
    entries.map(([name, file]) => {
      if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(name))
        throw invalid(`"${name}" is no name of a machine`);
      const written = typeof file === 'string' ? file : (file as { file?: unknown } | null)?.file;
      if (typeof written !== 'string' || !written.endsWith('.nix'))
        throw invalid(`${name} has no file that ends in .nix`);
      const place = resolve(dirname(path), written);
      const below = relative(dirname(path), place);
      if (below.startsWith('..') || isAbsolute(below))
        throw invalid(`${written} of ${name} lies outside of the folder of the list`);
      return [name, place];
    }),
  );
}

const invalid = (why: string): NixaiError =>
  new NixaiError({
    code: 'targets-invalid',
    what: 'the list of machines is not right; nothing was written',
    why,
    hint: 'a YAML file: a line NAME: ./FILE.nix for each machine',
    exitCode: ExitCode.usage,
  });
