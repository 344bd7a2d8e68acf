import { NixaiError, processes, type Host } from '@nixai/api';
import type { Message } from '../message.js';

/** Runs a person's line, with the message as JSON on its stdin. @throws NixaiError `alert-failed`. */
export async function runAlert(host: Host, line: string, message: Message): Promise<void> {
  const runner = await host.service(processes);
  const { code, stderr } = await runner.run(['sh', '-c', line, 'nixai', message.monitor], {
    input: `${JSON.stringify(message)}\n`,
    timeout: 300_000,
  });
  if (code !== 0)
    throw new NixaiError({
      code: 'alert-failed',
      what: `the alert's command ended with ${code}`,
      why: stderr.trim().split('\n').at(-1),
    });
}
