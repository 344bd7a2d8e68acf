import { redactor as redactorToken, type ChatMessage, type Locality } from '@nixai/api';
import type { ModelHost } from './host.js';

/** Messages as they leave. */
export interface Outgoing {
  readonly messages: readonly ChatMessage[];
  /** What was taken out, by kind. */
  readonly redacted: Readonly<Record<string, number>>;
}

/** The messages as they may leave for a model: to another machine, without secrets. */
export async function outgoing(
  host: ModelHost,
  locality: Locality,
  messages: readonly ChatMessage[],
): Promise<Outgoing> {
  if (locality === 'loopback' || !(await host.config.get('redaction')))
    return { messages, redacted: {} };
  const redactor = await host.service(redactorToken);
  const redacted: Record<string, number> = {};
  const clean = messages.map(({ role, content }) => {
    const { text, counts } = redactor.redact(content);
    for (const [kind, count] of Object.entries(counts))
      redacted[kind] = (redacted[kind] ?? 0) + count;
    return { role, content: text };
  });
  return { messages: clean, redacted };
}
