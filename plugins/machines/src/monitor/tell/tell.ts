import { isNixaiError, messageOf, redactor, type Host } from '@nixai/api';
import type { Untold } from '../memory.js';
import type { Monitor } from '../monitor.js';
import { runAlert } from './command.js';
import { mailMessage } from './mail.js';
import { postMessage } from './webhook.js';

/** A way that a message went, or why it did not. */
export interface Told {
  readonly way: string;
  readonly fault?: string;
}

/** The ways that a monitor has to tell somebody. */
export const waysOf = ({ webhook, mail, command }: Monitor['tell']): readonly string[] => [
  ...(webhook === undefined ? [] : ['webhook']),
  ...(mail === undefined || mail.length === 0 ? [] : ['mail']),
  ...(command === undefined ? [] : ['command']),
];

/** Sends messages by the ways that each still has to go. @returns what came of it, and what is left. */
export async function tell(
  host: Host,
  { tell: { webhook, secretFile, mail, command } }: Monitor,
  waiting: readonly Untold[],
  now: Date,
): Promise<{ readonly told: readonly Told[]; readonly untold: readonly Untold[] }> {
  const { redact: redaction } = await host.service(redactor);
  const redact = (text: string): string => redaction(text).text;
  const told: Told[] = [];
  const untold: Untold[] = [];
  for (const { message, ways } of waiting) {
    const failed: string[] = [];
    for (const way of ways) {
      const fault = await tried(async () => {
        if (way === 'webhook' && webhook !== undefined)
          return postMessage(
            host,
            { url: webhook, ...(secretFile !== undefined && { secretFile }) },
            { id: message.id, body: JSON.stringify(message) },
            now,
          );
        if (way === 'mail' && mail !== undefined) return mailMessage(host, mail, message);
        if (way === 'command' && command !== undefined) return runAlert(host, command, message);
      });
      // A program's last words may have a key in them.
      told.push({ way, ...(fault !== undefined && { fault: redact(fault) }) });
      if (fault !== undefined) failed.push(way);
    }
    if (failed.length > 0) untold.push({ message, ways: failed });
  }
  return { told, untold };
}

/** One way that is shut keeps no other from being gone. */
async function tried(send: () => Promise<void> | undefined): Promise<string | undefined> {
  try {
    await send();
    return undefined;
  } catch (error) {
    if (!isNixaiError(error)) return messageOf(error);
    return error.why === undefined ? error.what : `${error.what}: ${error.why}`;
  }
}
