import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { ExitCode, NixaiError, type CommandContext } from '@nixai/api';
import type { StartResult } from '../results/server.js';
import type { StartFlags } from './flags.js';

export type StartContext = Omit<CommandContext, 'flags'> & { readonly flags: StartFlags };

/** Runs a server to its end, or starts one that goes on by itself. */
export async function start(context: StartContext): Promise<StartResult> {
  const { flags } = context;
  // Everything that is read from here on, and by what is started, is read from there.
  if (flags.config !== undefined) process.env['NIXAI_CONFIG_PATH'] = resolve(flags.config);
  if (flags.background) return inBackground(context);
  clearUpSooner();
  const listens = flags.http || flags['socket-path'] !== undefined;
  if (!listens && (flags.stdio || context.piped() !== undefined)) return overStdio(context);
  const { serve } = await import('./serve.js');
  await serve(context);
  return {};
}

/**
 * A server lies there all day. V8 lets what nobody uses any more grow to four times of what is in use before
 * it looks for it; to 1.3 times costs nothing that could be measured (docs/mcp.md).
 */
function clearUpSooner(): void {
  // What the start loads is in use, and looking for what is not would only hold up the first answers.
  setTimeout(() => setFlagsFromString('--heap-growing-percent=30'), 3000).unref();
}

async function overStdio(context: StartContext): Promise<StartResult> {
  const { host, flags, signal } = context;
  // Called from inside of a process, stdin and stdout are somebody else's.
  if (context.piped() !== process.stdin)
    throw new NixaiError({
      code: 'mcp-no-client',
      what: 'nobody is there to talk to over stdin and stdout',
      hint: 'nixai mcp-server start --http',
      exitCode: ExitCode.usage,
    });
  const [{ openOffer }, { createServer }, { answerLines }] = await Promise.all([
    import('../offer/open.js'),
    import('../offer/server.js'),
    import('../transport/line.js'),
  ]);
  const ended = new AbortController();
  const calls = AbortSignal.any([signal, ended.signal]);
  const { offer, close } = openOffer(context, flags, calls);
  const onError = (message: string) => host.log.debug(message);
  const create = () => createServer(host, offer);
  await answerLines(process.stdin, process.stdout, create, signal, onError);
  ended.abort();
  await close();
  return {};
}

async function inBackground({ host, flags, signal, progress }: StartContext): Promise<StartResult> {
  const [{ launch }, { wordsOf }, { shownServer }] = await Promise.all([
    import('../background/launch.js'),
    import('./serve.js'),
    import('../background/shown.js'),
  ]);
  const bar = progress('Starting the server');
  try {
    return { server: shownServer(host, await launch(host, wordsOf(flags), bar, signal)) };
  } finally {
    bar.stop();
  }
}
