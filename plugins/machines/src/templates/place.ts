import { basename, dirname, join, relative } from 'node:path';
import { ExitCode, NixaiError, type Host, type ReadConfiguration } from '@nixai/api';
import { textIfThere } from '@nixai/contributions';
import { sourceOf, type Wanted } from '../deploy/configuration/build.js';
import { whyNotEdited } from '../edits/place.js';
import type { KnownMachine } from '../registry/load.js';
import { createWrittenReader, machinesIn } from '../written/configurations.js';

/** Where what a template makes belongs in a machine's configuration. */
export interface TemplatePlace {
  readonly file: string;
  /** What lies there now. */
  readonly before?: string;
  /** The file that is to import it; absent where it is the configuration itself. */
  readonly entry?: string;
  /** What the checker reads: the configuration's file, or the folder of its flake. */
  readonly target: string;
  /** The folder of the flake, where it is one. */
  readonly flake?: string;
  /** What the flake calls the machine. */
  readonly name?: string;
}

/** The first line of what is written: it says whose the file is. */
export const headOf = (template: string, machine: string): string =>
  `# The template ${template}, for ${machine}: nixai machines deploy-from-template writes it anew\n`;

/**
 * A configuration that is not there yet, or that the template has made, is the file itself; else it is a
 * module beside the configuration, which imports it.
 * @param head of the file, if it is ours.
 * @throws NixaiError `configuration-unknown` or `template-place`.
 */
export async function placeOf(
  host: Host,
  machine: KnownMachine,
  wanted: Wanted,
  { id, head }: { readonly id: string; readonly head: string },
): Promise<TemplatePlace> {
  const { kind, of } = sourceOf(machine, wanted);
  if (kind === 'file') {
    const before = await textIfThere(of);
    if (before === undefined) return { file: of, target: of };
    if (before.startsWith(head)) return { file: of, before, target: of };
    return beside(of, of);
  }
  const written = await createWrittenReader(host, wanted)(machine);
  if (written.read === undefined) throw noPlace(machine.name, written.why);
  const { folder, read } = written;
  const entry = entryOf(read, folder, await machinesIn(host, folder));
  if (entry === undefined)
    throw noPlace(
      machine.name,
      `its flake has no file that is of ${read.name ?? machine.name} alone`,
    );
  return { ...(await beside(entry, folder)), flake: folder, ...(read.name && { name: read.name }) };

  async function beside(from: string, target: string): Promise<TemplatePlace> {
    const file = join(dirname(from), 'nixai', `${machine.name}-${id}.nix`);
    const before = await textIfThere(file);
    return { file, ...(before !== undefined && { before }), entry: from, target };
  }
}

/** The first file of a machine that no other machine of its flake has: what is imported there is its own. */
function entryOf(
  read: ReadConfiguration,
  folder: string,
  all: readonly ReadConfiguration[],
): string | undefined {
  const filesOf = (one: ReadConfiguration): ReadonlySet<string> =>
    new Set(one.all.flatMap((definition) => one.placeOf(definition)?.file ?? []));
  const others = all.filter(({ name }) => name !== read.name).map(filesOf);
  return [...filesOf(read)].find(
    (file) =>
      whyNotEdited(file, folder) === undefined &&
      basename(dirname(file)) !== 'nixai' &&
      !others.some((files) => files.has(file)),
  );
}

/** As Nix writes a path to a file below or beside another. */
export function importOf(entry: string, file: string): string {
  const way = relative(dirname(entry), file);
  return way.startsWith('.') ? way : `./${way}`;
}

const noPlace = (machine: string, why: string): NixaiError =>
  new NixaiError({
    code: 'template-place',
    what: `no file of ${machine} could import what the template makes`,
    why,
    hint: `nixai machines deploy-from-template NAME --target ${machine} --config ./${machine}.nix`,
    exitCode: ExitCode.refused,
  });
