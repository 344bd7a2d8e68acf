import { isDeepStrictEqual } from 'node:util';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import {
  ExitCode,
  NixaiError,
  commands,
  files,
  processes,
  shellWord,
  type CommandContext,
  type FileChange,
  type Host,
} from '@nixai/api';
import { textIfThere } from '@nixai/contributions';
import type { Done, InstallResult } from '../results/install.js';
import type { Client, Launch, Scope, Target } from './client.js';
import { clients } from './clients.js';
import { edited, entryIn } from './edit.js';
import { noClient, type InstallFlags } from './flags.js';
import { prove, type Proof } from './prove.js';

export type InstallContext = Omit<CommandContext, 'flags' | 'args'> & {
  readonly flags: Pick<InstallFlags, 'project' | 'user' | 'dry-run' | 'yes'> &
    Partial<Pick<InstallFlags, 'print'>>;
  readonly args: { readonly clients: readonly string[] };
};

interface Chosen {
  readonly client: Client;
  readonly scope: Scope;
  readonly target: Target;
}

/** Writes our server into the files of clients, or takes it out of them. */
export async function install(
  context: InstallContext,
  mode: 'install' | 'uninstall',
): Promise<InstallResult> {
  const { host, flags, args, carryOut } = context;
  const chosen = args.clients.map((name) => choose(host, name, flags));
  if (chosen.length === 0) throw noClient('no client is named');
  const launch = await launchOf(host);
  if (flags.print) return { clients: chosen.map((one) => printed(one, launch)) };
  const changes: FileChange[] = [];
  for (const { target } of uniqueBy(chosen, ({ target }) => target.file)) {
    const change = await changeOf(target, launch, mode);
    if (change !== undefined) changes.push(change);
  }
  const service = await host.service(files);
  const names = args.clients.join(' ');
  const plan = await service.plan(changes, `mcp-server ${mode} ${names}`);
  const approval = { dryRun: flags['dry-run'], yes: flags.yes, question: 'Write this?' };
  const applied = await carryOut(plan, approval);
  const written = new Set(applied === undefined ? [] : changes.map(({ path }) => path));
  const planned = new Set(changes.map(({ path }) => path));
  const done: Done[] = [];
  const proven = async (target: Target): Promise<Proof> => {
    try {
      await expectWritten(target, launch);
      return await prove(host, launch);
    } catch (error) {
      // What does not start is not left behind in anybody's file.
      if (applied?.change !== undefined) await takeBack(host, applied.change);
      throw error;
    }
  };
  for (const one of chosen) {
    const { client, scope, target } = one;
    const about = { client: client.name, scope, file: target.file };
    if (target.kind === 'command')
      done.push({ ...about, outcome: await runClient(context, target, launch, mode) });
    else if (!planned.has(target.file)) done.push({ ...about, outcome: 'unchanged' });
    else if (!written.has(target.file)) done.push({ ...about, outcome: 'planned' });
    else if (mode === 'uninstall') done.push({ ...about, outcome: 'removed' });
    else
      done.push({
        ...about,
        outcome: 'written',
        ...(target.kind === 'lua' && { add: target.add }),
        proof: await proven(target),
      });
  }
  const diff = flags['dry-run'] ? plan.actions.map(({ detail }) => detail).join('') : undefined;
  return { clients: done, ...(diff !== '' && { diff }), change: applied?.change };
}

function choose(host: Host, name: string, { project, user }: InstallContext['flags']): Chosen {
  const client = clients.find((one) => one.name === name);
  if (client === undefined) throw noClient(`there is no client "${name}"`);
  const places = {
    project: process.cwd(),
    home: homedir(),
    config: dirname(host.paths.config),
    platform: process.platform,
  };
  const scopes: readonly Scope[] = project ? ['project'] : user ? ['user'] : ['user', 'project'];
  for (const scope of scopes) {
    const target = client.target(scope, places);
    if (target !== undefined) return { client, scope, target };
  }
  const other = project ? 'user' : 'project';
  throw new NixaiError({
    code: 'mcp-client-scope',
    what: `${client.title} has no servers for ${project ? 'a project' : 'one person'} in a file`,
    hint: `nixai mcp-server install ${name} --${other}`,
    exitCode: ExitCode.usage,
  });
}

/** `nixai` where the shell finds it; else this very program. */
async function launchOf(host: Host): Promise<Launch> {
  const args = ['mcp-server', 'start', '--stdio'];
  const found = await (await host.service(processes)).which('nixai');
  if (found !== undefined) return { command: 'nixai', args };
  return { command: process.execPath, args: [process.argv[1] ?? '', ...args] };
}

function printed({ client, scope, target }: Chosen, launch: Launch): Done {
  const text =
    target.kind === 'json'
      ? edited('', target.path, target.entry(launch), target.file)
      : target.kind === 'lua'
        ? target.text(launch)
        : commandLine(target.install(launch));
  const { file } = target;
  return { client: client.name, scope, file, outcome: 'printed', text: text.trimEnd() };
}

/** @returns undefined where the file is as it shall be. */
async function changeOf(
  target: Target,
  launch: Launch,
  mode: 'install' | 'uninstall',
): Promise<FileChange | undefined> {
  if (target.kind === 'command') return undefined;
  const { file: path } = target;
  const before = await textIfThere(path);
  if (target.kind === 'lua') {
    const content = mode === 'install' ? target.text(launch) : undefined;
    return content === before ? undefined : { path, content };
  }
  if (before === undefined && mode === 'uninstall') return undefined;
  const value = mode === 'install' ? target.entry(launch) : undefined;
  const content = edited(before ?? '', target.path, value, path);
  return content === before ? undefined : { path, content };
}

/**
 * The file says what the client will start. Nothing else is started here: in a folder that others may
 * write to, the file may be another one by now.
 */
async function expectWritten(target: Target, launch: Launch): Promise<void> {
  if (target.kind !== 'json') return;
  const text = (await textIfThere(target.file)) ?? '';
  if (isDeepStrictEqual(entryIn(text, target.path, target.file), target.entry(launch))) return;
  throw new NixaiError({
    code: 'changed-meanwhile',
    what: `${target.file} is not what was written`,
    hint: 'look who else writes there',
    exitCode: ExitCode.refused,
  });
}

async function takeBack(host: Host, change: string): Promise<void> {
  const service = await host.service(commands);
  await service.invoke('undo', { argv: [change, '--yes'] });
}

/** Has a client change its own file. */
async function runClient(
  { host, flags, carryOut, signal }: InstallContext,
  target: Extract<Target, { kind: 'command' }>,
  launch: Launch,
  mode: 'install' | 'uninstall',
): Promise<'written' | 'removed' | 'planned'> {
  const argv = mode === 'install' ? target.install(launch) : target.uninstall;
  const detail = `${commandLine(argv)}\n`;
  const applied = await carryOut(
    {
      about: `mcp-server ${mode} claude-code`,
      actions: [{ kind: 'run', target: target.file, detail }],
      risk: 'none',
      async apply() {
        const runner = await host.service(processes);
        const { code, stderr, stdout } = await runner.run(argv, { signal });
        if (code === 0) return {};
        throw new NixaiError({
          code: 'mcp-client-failed',
          what: `${argv[0]} ended with ${code}`,
          why: (stderr || stdout).trim().split('\n').at(-1),
          hint: detail.trim(),
        });
      },
    },
    { dryRun: flags['dry-run'], yes: flags.yes, question: 'Run this?' },
  );
  if (applied === undefined) return 'planned';
  if (mode === 'uninstall') return 'removed';
  await prove(host, launch);
  return 'written';
}

const commandLine = (argv: readonly string[]): string => argv.map(shellWord).join(' ');

function uniqueBy<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [key(one), one])).values()];
}
