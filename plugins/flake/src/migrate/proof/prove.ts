import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, processes, type CommandContext, type Host, type ProcessRunner } from '@nixai/api';
import { attributeName } from '@nixai/nix';
import type { Channel } from '../channels/channels.js';
import { scan } from '../backup/scan.js';
import type { Proposal } from '../toFlakes/propose.js';
import { compareFacts, factsOf, type Facts } from './facts.js';

/** What was found out about one machine. */
export interface Proof {
  readonly system: string;
  /**
   * `same`: both evaluate to one system. `differs`: to another one, and how. `refused`: the flake does not
   * evaluate. `unknown`: it could not be looked at.
   */
  readonly outcome: 'same' | 'differs' | 'refused' | 'unknown';
  readonly differences: readonly string[];
  /** Why, where it is not known or refused. */
  readonly why?: string;
}

type Context = Pick<CommandContext, 'host' | 'signal'>;

const minutes = 60_000;
const timeout = 20 * minutes;
const features = ['--extra-experimental-features', 'nix-command flakes'];

/**
 * Evaluates a configuration as it is, with the channels that lie here, and as the flake that it would be,
 * with the same copies in the place of its inputs. Nothing is built.
 * @returns undefined where there is no Nix.
 */
export async function prove(
  context: Context,
  proposal: Proposal,
  channels: readonly Channel[],
): Promise<readonly Proof[] | undefined> {
  const runner = await context.host.service(processes);
  if ((await runner.which('nix-instantiate')) === undefined) return undefined;
  const copies = copiesOf(channels);
  const draft = await draftOf(context.host, proposal);
  try {
    const proofs: Proof[] = [];
    for (const { kind, name, entry } of proposal.systems) {
      if (kind === 'home') {
        proofs.push(
          unknown(name, 'a home is not evaluated: home-manager build shows what changes'),
        );
        continue;
      }
      const before = await evaluateOld(runner, context, {
        folder: proposal.configuration.folder,
        entry,
        copies,
      });
      if ('why' in before) {
        proofs.push(unknown(name, before.why));
        continue;
      }
      const after = await evaluateNew(runner, context, {
        draft: draft.folder,
        name,
        copies,
        inputs: proposal.inputs.map((one) => one.name),
      });
      if ('facts' in after) proofs.push(judged(name, before.facts, after.facts));
      else if (noNetwork.test(after.why)) proofs.push(unknown(name, after.why));
      else proofs.push({ system: name, outcome: 'refused', differences: [], why: after.why });
    }
    return proofs;
  } finally {
    await draft.remove();
  }
}

/** An input that has no copy here could not be fetched: that says nothing of the flake. */
const noNetwork =
  /unable to download|[Cc]ould(?:n't| not) resolve host|Connection (?:refused|timed out)/;

const unknown = (system: string, why: string): Proof => ({
  system,
  outcome: 'unknown',
  differences: [],
  why,
});

function judged(system: string, before: Facts, after: Facts): Proof {
  const differences = compareFacts(before, after);
  return { system, outcome: differences.length === 0 ? 'same' : 'differs', differences };
}

/** By the name that `<…>` has for them. */
function copiesOf(channels: readonly Channel[]): ReadonlyMap<string, string> {
  const copies = new Map<string, string>();
  for (const { name, copy, url } of channels) {
    const path = copy ?? /^(?:file:\/\/)?(\/.*)$/.exec(url ?? '')?.[1];
    if (path !== undefined && existsSync(path)) copies.set(name, path);
  }
  const main = copies.get('nixos') ?? copies.get('nixpkgs');
  if (main !== undefined) copies.set('nixpkgs', main).set('nixos', main);
  return copies;
}

type Evaluated = { readonly facts: Facts } | { readonly why: string };

async function evaluateOld(
  runner: ProcessRunner,
  { signal }: Context,
  { folder, entry, copies }: { folder: string; entry: string; copies: ReadonlyMap<string, string> },
): Promise<Evaluated> {
  if (!copies.has('nixpkgs')) return { why: 'no copy of the channel lies here' };
  const path = join(folder, entry);
  const search = [...copies, ['nixos-config', path] as const].flatMap(([name, at]) => [
    '-I',
    `${name}=${at}`,
  ]);
  const expression = `(${factsOf}) (import <nixpkgs/nixos> { configuration = /. + ${JSON.stringify(path)}; }).config`;
  return evaluated(
    await runner.run(
      ['nix-instantiate', '--eval', '--strict', '--json', ...search, '-E', expression],
      { signal, timeout },
    ),
  );
}

async function evaluateNew(
  runner: ProcessRunner,
  { signal }: Context,
  {
    draft,
    name,
    copies,
    inputs,
  }: {
    draft: string;
    name: string;
    copies: ReadonlyMap<string, string>;
    inputs: readonly string[];
  },
): Promise<Evaluated> {
  const overrides = inputs.flatMap((input) => {
    const copy = copies.get(input);
    return copy === undefined ? [] : ['--override-input', input, `path:${copy}`];
  });
  const installable = `path:${draft}#nixosConfigurations.${attributeName(name)}.config`;
  return evaluated(
    await runner.run(
      [
        'nix',
        'eval',
        ...features,
        '--json',
        '--no-write-lock-file',
        ...overrides,
        installable,
        '--apply',
        factsOf,
      ],
      { signal, timeout },
    ),
  );
}

function evaluated({
  code,
  stdout,
  stderr,
}: {
  code: number;
  stdout: string;
  stderr: string;
}): Evaluated {
  const said = stderr
    .split('\n')
    .filter((line) => line.startsWith('error:'))
    .at(-1);
  if (code !== 0)
    return { why: said ?? (stderr.trim().split('\n').at(-1) || `Nix ended with ${code}`) };
  try {
    return { facts: JSON.parse(stdout) as Facts };
  } catch {
    return { why: 'what Nix said is not understood' };
  }
}

/**
 * The folder as it would be, beside nixai's own things. Nix copies it into the store, where everybody
 * reads: what not everybody may read stays out of it, but for the code itself.
 */
async function draftOf(
  host: Host,
  { configuration, changes, flake }: Proposal,
): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const service = await host.service(files);
  const folder = join(host.paths.cache, 'migrate', `draft-${process.pid}`);
  const after = new Map(changes.map((one) => [one.path, one.after] as const));
  const code = new Set(configuration.files.map(({ path }) => path));
  const written: string[] = [];
  const put = async (path: string, content: string | Uint8Array) => {
    written.push(join(folder, path));
    await service.write(join(folder, path), content);
  };
  for (const { path, type, mode } of scan(configuration.folder))
    if (type === 'file' && ((mode & 0o004) !== 0 || code.has(path)) && path !== 'flake.nix')
      await put(path, after.get(path) ?? readFileSync(join(configuration.folder, path)));
  await put('flake.nix', flake);
  return {
    folder,
    async remove() {
      for (const path of written) await service.remove(path);
    },
  };
}
