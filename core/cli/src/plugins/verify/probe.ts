// A process in which one plugin is loaded, measured and checked: node probe.js '{"root": …}'.
import { register } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- a channel, no program
import { MessageChannel } from 'node:worker_threads';
import { Plugin } from '@oclif/core';
import { messageOf, setHost, type Host, type PluginDefinition } from '@nixai/api';
import { checkCommand, checkPlugin, createTestHost } from '@nixai/api/testing';
import { createHost } from '../../host/host.js';
import { xdgPaths } from '../../host/paths.js';

export interface ProbeInput {
  readonly root: string;
  readonly name: string;
  /** Files of the `nixai:register` hook. */
  readonly registers: readonly string[];
  /** `time` registers and measures; `check` also makes everything and keeps a list of files. */
  readonly mode: 'time' | 'check';
}

export interface ProbeOutput {
  /** Processor time from the import of the first register file to the end of the registration, ms. */
  readonly milliseconds: number;
  /** Processor time that this process had taken until then, ms: what this machine is, just now. */
  readonly startMilliseconds: number;
  /** Files that were loaded while registering; absolute. */
  readonly atRegister: readonly string[];
  /** Files that were loaded in all. */
  readonly loaded: readonly string[];
  /** The extension points that it adds to, and the services that it provides. */
  readonly points: readonly string[];
  readonly services: readonly string[];
  readonly commands: readonly string[];
  /** Other names that its commands are typed by. */
  readonly aliases: readonly string[];
  readonly faults: readonly string[];
}

async function probe({ root, name, registers, mode }: ProbeInput): Promise<ProbeOutput> {
  const loaded = mode === 'check' ? recordLoads() : async () => [];
  const startMilliseconds = processorTime();
  const definitions = await Promise.all(registers.map((file) => definitionOf(join(root, file))));
  const host = createTestHost();
  for (const definition of definitions) await definition({ host, origin: name });
  const milliseconds = processorTime() - startMilliseconds;
  const atRegister = await loaded();
  const registered = {
    ...{ milliseconds, startMilliseconds, atRegister },
    ...{ points: await filled(host), services: host.provided },
  };
  if (mode === 'time') return { ...registered, loaded: [], commands: [], aliases: [], faults: [] };

  const paths = xdgPaths({ HOME: join(root, '.nixai-verify') });
  const otherServices = createHost({
    version: '0.0.0',
    paths,
    plugins: [],
    flags: () => ({ offline: true }),
    catalog: () => [],
    commandOwner: () => undefined,
    writeError: () => {},
  });
  const faults: string[] = [];
  for (const definition of definitions)
    faults.push(...(await checkPlugin(definition, { paths, otherServices })));
  setHost(otherServices);
  const plugin = new Plugin({ name, root, type: 'link', ignoreManifest: true });
  await plugin.load();
  for (const id of plugin.commandIDs) faults.push(...(await faultsOfCommand(plugin, id)));
  const aliases = plugin.commands.flatMap((command) => command.aliases);
  const commands = plugin.commandIDs;
  return { ...registered, loaded: await loaded(), commands, aliases, faults };
}

/** What this process has used of a processor, ms: time in which others had it does not count. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The points that something was added to. */
async function filled(host: Host): Promise<readonly string[]> {
  const points = await Promise.all(
    host.points().map(async (one) => ((await host.point(one).list()).length > 0 ? [one.id] : [])),
  );
  return points.flat();
}

async function definitionOf(file: string): Promise<PluginDefinition> {
  const { default: outer } = (await import(pathToFileURL(file).href)) as { default?: unknown };
  const isWrapped = typeof outer === 'object' && outer !== null && 'default' in outer;
  const definition = isWrapped ? outer.default : outer;
  if (typeof definition === 'function') return definition as PluginDefinition;
  throw new Error(`${file} does not export a definition (see definePlugin)`);
}

async function faultsOfCommand(plugin: Plugin, id: string): Promise<readonly string[]> {
  const words = id.replaceAll(':', ' ');
  try {
    return checkCommand(await plugin.findCommand(id, { must: true }), words);
  } catch (error) {
    return [`${words}: cannot be loaded: ${messageOf(error)}`];
  }
}

/** Keeps a list of each file that is loaded from here on, by Node's own loader hooks. */
function recordLoads(): () => Promise<readonly string[]> {
  const { port1, port2 } = new MessageChannel();
  const urls: string[] = [];
  port1.on('message', (url: string) => urls.push(url));
  port1.unref();
  const hooks = `let port;
    export const initialize = (data) => { port = data; };
    export const load = (url, context, next) => { port.postMessage(url); return next(url, context); };`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`, {
    data: port2,
    transferList: [port2],
  });
  return async () => {
    // What the loader's thread has sent arrives with the next turns of the loop.
    await new Promise((resolve) => setTimeout(resolve, 20));
    return urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  };
}

async function main(): Promise<void> {
  const input = JSON.parse(process.argv[2] ?? '{}') as ProbeInput;
  try {
    // eslint-disable-next-line no-restricted-syntax -- read by the process that started this one
    process.stdout.write(`\n${JSON.stringify(await probe(input))}\n`, () => process.exit(0));
  } catch (error) {
    // eslint-disable-next-line no-restricted-syntax -- read by the process that started this one
    process.stderr.write(`${messageOf(error)}\n`, () => process.exit(1));
  }
}

void main();
