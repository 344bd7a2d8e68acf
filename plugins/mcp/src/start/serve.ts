import { resolve } from 'node:path';
import {
  ExitCode,
  NixaiError,
  files,
  isNixaiError,
  logLevels,
  type ConfigReport,
} from '@nixai/api';
import { inBackground } from '../background/launch.js';
import { identityOf } from '../background/process.js';
import { portHolder } from '../background/portHolder.js';
import {
  lockFile,
  readRecord,
  removeRecord,
  socketFile,
  writeRecord,
} from '../background/record.js';
import { openOffer } from '../offer/open.js';
import { createServer } from '../offer/server.js';
import type { McpSettings } from '../settings.js';
import { listenAtHttp } from '../transport/http.js';
import { createMetrics } from '../transport/metrics.js';
import { listenAtSocket, type Listening } from '../transport/socket.js';
import { keptToken, tokenFile } from '../transport/token.js';
import { createServerLog } from './log.js';
import { pagesOf } from './pages.js';
import { readConfiguration, valueOf, watchConfiguration } from './reload.js';
import type { StartContext } from './start.js';

const mostClients = 32;

/** Listens until it is told to end. One server a user. */
export async function serve(context: StartContext): Promise<void> {
  const { host, flags, signal, notice } = context;
  const configuration = await readConfiguration(host);
  refuseFaults(configuration);
  const settings = settingsIn(configuration);
  const log = createServerLog(levelIn(configuration), notice);
  const ended = new AbortController();
  const over = AbortSignal.any([signal, ended.signal]);
  const lock = await onlyOne(context);
  const metrics = createMetrics();
  const { offer, renew, close } = openOffer(context, flags, over, (call) => {
    metrics.count(call);
    log.say('info', 'call', { ...call, milliseconds: Math.round(call.milliseconds) });
  });
  const create = () => createServer(host, offer);
  const onError = (message: string) => log.say('debug', 'client', { message });
  // As the file says that was named, and not as it was read before.
  renew(settings);
  const listening: Listening[] = [];
  const watching = watchConfiguration(host, configuration, log, (report) => {
    log.setLevel(levelIn(report));
    const next = settingsIn(report);
    if (next.host !== settings.host || next.port !== settings.port)
      log.say('warn', 'another address takes a restart', { command: 'nixai mcp-server restart' });
    renew(next);
  });
  try {
    const hasHttp = flags.http || flags['socket-path'] === undefined;
    const http = hasHttp
      ? await listenAtHttp({
          host: flags.host ?? settings.host,
          port: flags.port ?? settings.port,
          token: keptToken(host),
          create,
          pages: pagesOf(host, offer, metrics, () => ended.abort()),
          onError,
          holderOf: portHolder,
        })
      : undefined;
    if (http !== undefined) listening.push(http);
    const path =
      flags['socket-path'] === undefined ? socketFile(host) : resolve(flags['socket-path']);
    listening.push(
      await listenAtSocket({ path, create, signal: over, onError, most: mostClients }),
    );
    await writeRecord(host, {
      ...identityOf(process.pid),
      version: host.version,
      since: new Date().toISOString(),
      url: http?.at,
      socket: path,
      log: process.env[inBackground],
      argv: wordsOf(flags),
    });
    log.say('info', 'listening', {
      at: listening.map(({ at }) => at),
      ...(http !== undefined && { token: tokenFile(host) }),
    });
    await new Promise<void>((done) => {
      if (over.aborted) done();
      over.addEventListener('abort', () => done(), { once: true });
    });
    log.say('info', 'ended', {});
  } finally {
    ended.abort();
    watching.close();
    await Promise.all(listening.map((one) => one.close()));
    await close();
    await removeRecord(host);
    await lock.release();
  }
}

async function onlyOne({ host }: StartContext) {
  const service = await host.service(files);
  try {
    return await service.lock(lockFile(host));
  } catch (error) {
    if (!isNixaiError(error) || error.code !== 'locked') throw error;
    const record = await readRecord(host);
    throw new NixaiError({
      code: 'mcp-running',
      what: 'a server of yours listens already',
      why:
        record && `number ${record.pid}, ${[record.url, record.socket].filter(Boolean).join(', ')}`,
      hint: 'nixai mcp-server restart',
      exitCode: ExitCode.locked,
    });
  }
}

/** A server does not begin with other settings than those that were written. */
function refuseFaults({ findings }: ConfigReport): void {
  const fault = findings.find(({ severity }) => severity === 'error');
  if (fault === undefined) return;
  throw new NixaiError({
    code: 'config-invalid',
    what: `${fault.from}: ${fault.path.join('.')}: ${fault.message}`,
    hint: 'nixai config validate',
    exitCode: ExitCode.refused,
  });
}

/** The section of this plugin, as it was read. */
function settingsIn(report: ConfigReport): McpSettings {
  const at = <K extends keyof McpSettings>(key: K) =>
    valueOf(report, `mcp.${key}`) as McpSettings[K];
  return {
    tools: at('tools'),
    max_output_tokens: at('max_output_tokens'),
    allow_write: at('allow_write'),
    folders: at('folders'),
    host: at('host'),
    port: at('port'),
  };
}

function levelIn(report: ConfigReport): (typeof logLevels)[number] {
  const level = valueOf(report, 'log_level');
  return logLevels.find((one) => one === level) ?? 'info';
}

/** In the background the folder is another one. */
const folders = ({ folders }: StartContext['flags']): readonly string[] =>
  folders === undefined ? [] : [`--folders=${folders.split(',').map(asPlace).join(',')}`];
const asPlace = (folder: string): string => (folder.startsWith('~') ? folder : resolve(folder));

/** The words of a start, to start it once more. */
export function wordsOf(flags: StartContext['flags']): readonly string[] {
  const value = (name: 'host' | 'port' | 'tools' | 'max-output-tokens') =>
    flags[name] === undefined ? [] : [`--${name}=${flags[name]}`];
  const path = (name: 'socket-path' | 'config') =>
    flags[name] === undefined ? [] : [`--${name}=${resolve(flags[name])}`];
  return [
    ...(flags.http || flags['socket-path'] === undefined ? ['--http'] : []),
    ...(flags['allow-write'] ? ['--allow-write'] : []),
    ...value('host'),
    ...value('port'),
    ...value('tools'),
    ...value('max-output-tokens'),
    ...folders(flags),
    ...path('socket-path'),
    ...path('config'),
  ];
}
