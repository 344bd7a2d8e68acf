import type { CommandContext } from '@nixai/api';
import { openOffer } from '../offer/open.js';
import { createServer } from '../offer/server.js';
import { answerStdio } from '../transport/stdio.js';
import type { StartFlags } from './flags.js';

export type StartContext = Omit<CommandContext, 'flags'> & { readonly flags: StartFlags };

/** Runs a server to its end. */
export async function start(context: StartContext): Promise<void> {
  const { host, flags, signal } = context;
  const ended = new AbortController();
  const calls = AbortSignal.any([signal, ended.signal]);
  const { offer, close } = await openOffer(context, flags, calls);
  await answerStdio(
    () => createServer(host, offer),
    signal,
    (message) => host.log.debug(message),
  );
  ended.abort();
  await close();
}
