import { NixaiError, processes, type Host } from '@nixai/api';
import type { Message } from '../message.js';

/** Where sendmail is, besides on PATH. */
const places = ['/run/wrappers/bin/sendmail', '/usr/sbin/sendmail', '/usr/lib/sendmail'];

/** Hands a message to sendmail. @throws NixaiError `alert-failed`. */
export async function mailMessage(
  host: Host,
  to: readonly string[],
  message: Message,
): Promise<void> {
  const runner = await host.service(processes);
  const found = await Promise.all(['sendmail', ...places].map((one) => runner.which(one)));
  const program = found.find((one) => one !== undefined);
  if (program === undefined)
    throw new NixaiError({
      code: 'alert-failed',
      what: 'there is no sendmail here',
      hint: 'services.postfix or programs.msmtp have one',
    });
  // Recipients stand in the mail alone: no address is a word of a command.
  const argv = [program, '-t', '-oi'] as const;
  const { code, stderr } = await runner.run(argv, { input: mailOf(to, message), timeout: 60_000 });
  if (code !== 0)
    throw new NixaiError({
      code: 'alert-failed',
      what: `sendmail ended with ${code}`,
      why: stderr.trim().split('\n').at(-1),
    });
}

function mailOf(to: readonly string[], { id, text, monitor, changes, date }: Message): string {
  const worst = changes[0]?.severity ?? 'low';
  return [
    `To: ${to.join(', ')}`,
    `Subject: [nixai] ${monitor}: ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}, ${worst} at worst`,
    `Date: ${new Date(date).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@nixai.invalid>`,
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(`${text}\n`)
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
    '',
  ].join('\n');
}
