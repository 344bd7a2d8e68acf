import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { ExitCode, NixaiError, type Host, type NixTemplate } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { parse, staticName, systemsIn, walk, type FlakeSystem } from '@nixai/nix';

export interface EntryOptions {
  /** The file that the person named. */
  readonly output?: string;
  /** The machine of a flake. */
  readonly machine?: string;
}

/**
 * The module that a template is merged into: what was named, else the configuration of this machine
 * or of this person; in a flake the first module of the machine that is a file.
 * @throws NixaiError `merge-no-entry`.
 */
export async function findEntry(
  host: Host,
  kind: Exclude<NixTemplate['kind'], 'flake'>,
  { output, machine }: EntryOptions,
): Promise<string> {
  if (output !== undefined && basename(output) !== 'flake.nix') return resolve(output);
  const folders =
    output !== undefined
      ? [dirname(resolve(output))]
      : kind === 'nixos'
        ? [String(await host.config.get('nixos_folder'))]
        : [join(homedir(), '.config/home-manager'), join(homedir(), '.config/nixpkgs')];
  const name = kind === 'nixos' ? 'configuration.nix' : 'home.nix';
  for (const folder of folders) {
    const flake = join(folder, 'flake.nix');
    const entry = (await isFile(flake)) ? await inFlake(flake, kind, machine) : undefined;
    if (entry !== undefined) return entry;
    if (machine === undefined && output === undefined && (await isFile(join(folder, name))))
      return join(folder, name);
  }
  throw new NixaiError({
    code: 'merge-no-entry',
    what: `there is no ${machine ?? name} in ${folders.join(' or ')} that a template could be merged into`,
    hint: 'name the module: --output FILE.nix',
    exitCode: ExitCode.refused,
  });
}

async function inFlake(
  flake: string,
  kind: 'nixos' | 'home-manager',
  machine: string | undefined,
): Promise<string | undefined> {
  const text = await readRegular(flake, 'utf8');
  const { root } = parse(text).tree;
  const machines = systemsIn(root, text)
    .filter((system) => system.class === kind)
    .map((system) => ({ name: nameOf(system, root), entry: entryOf(system, dirname(flake)) }));
  const fits = machines.filter(({ name }) => machine === undefined || name === machine);
  const [only] = fits;
  if (fits.length <= 1) return only?.entry;
  throw new NixaiError({
    code: 'merge-no-entry',
    what: `${flake} has several machines: ${machines.map(({ name }) => name ?? '?').join(', ')}`,
    hint: '--target-machine NAME',
    exitCode: ExitCode.usage,
  });
}

function entryOf({ modules }: FlakeSystem, folder: string): string | undefined {
  const [first] = modules.flatMap((module) => (module.kind === 'path' ? [module.path] : []));
  return first === undefined ? undefined : resolve(folder, first);
}

/** The last name of the path that is given the system: `nixosConfigurations.web`. */
function nameOf({ at }: FlakeSystem, root: Parameters<typeof walk>[0]): string | undefined {
  let name: string | undefined;
  walk(root, (node) => {
    if (node.kind !== 'binding' || node.start > at.start || node.end < at.end) return;
    const last = node.path.attributes.at(-1);
    if (last !== undefined && node.value.start <= at.start) name = staticName(last) ?? name;
  });
  return name;
}

const isFile = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isFile() === true;
