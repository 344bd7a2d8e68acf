import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NixaiError, type Host, type Progress } from '@nixai/api';
import { silenceOf } from './ask.js';
import { isAlive, identityOf } from './process.js';
import { logFile, readRecord, type ServerRecord } from './record.js';

/** Bytes of a log that is put aside before the next start. */
const largestLog = 5 * 2 ** 20;
/** Milliseconds until a server has to answer. */
const patience = 30_000;
const pause = 50;
const lastLines = 5;

/**
 * Starts this program once more, apart from this terminal, and waits until it answers.
 * @param argv the words after `mcp-server start`.
 * @throws NixaiError `mcp-not-started`, with the last lines of its log.
 */
export async function launch(
  host: Host,
  argv: readonly string[],
  progress: Progress,
  signal: AbortSignal,
): Promise<ServerRecord> {
  const log = logFile(host);
  mkdirSync(dirname(log), { recursive: true, mode: 0o700 });
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > largestLog)
    renameSync(log, `${log}.1`);
  const output = openSync(log, 'a', 0o600);
  const program = process.argv[1] ?? '';
  const child = spawn(
    process.execPath,
    [...process.execArgv, program, 'mcp-server', 'start', ...argv],
    {
      detached: true,
      stdio: ['ignore', output, output],
      cwd: '/',
      env: { ...process.env, [inBackground]: log },
    },
  );
  closeSync(output);
  const { pid } = child;
  if (pid === undefined) throw await notStarted(log, 'the program cannot be started');
  const identity = identityOf(pid);
  let exit: number | null | undefined;
  child.once('exit', (code) => void (exit = code));
  child.unref();
  for (const began = Date.now(); Date.now() - began < patience && !signal.aborted;) {
    await sleep(pause);
    if (exit !== undefined || !isAlive(identity)) throw await notStarted(log, 'it ended at once');
    const record = await readRecord(host);
    if (record?.pid === pid && (await silenceOf(host, record)) === undefined) return record;
    progress.update('Waiting for its first answer');
  }
  process.kill(pid);
  throw await notStarted(log, signal.aborted ? 'interrupted' : 'it did not answer in time');
}

/** Names the log to a server in the background; absent for one in the foreground. */
export const inBackground = 'NIXAI_MCP_LOG';

async function notStarted(log: string, what: string): Promise<NixaiError> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const lines = text.trimEnd().split('\n').slice(-lastLines);
  return new NixaiError({
    code: 'mcp-not-started',
    what: `the server did not start: ${what}`,
    why: `the end of ${log}:\n${lines.map((line) => `  ${line}`).join('\n')}`,
    hint: 'nixai mcp-server start --http',
  });
}
