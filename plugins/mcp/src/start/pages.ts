import { docs, type Host } from '@nixai/api';
import type { Offer } from '../offer/offer.js';
import type { HttpOptions } from '../transport/http.js';
import type { Metrics } from '../transport/metrics.js';

const json = (value: unknown, status = 200) => ({
  status,
  type: 'application/json',
  text: `${JSON.stringify(value)}\n`,
});

/** What is beside `/mcp`: for monitoring, for programs that speak no MCP, and to end it. */
export function pagesOf(
  host: Host,
  offer: Offer,
  metrics: Metrics,
  shutDown: () => void,
): HttpOptions['pages'] {
  const began = performance.now();
  const uptimeSeconds = () => Math.round((performance.now() - began) / 1000);
  return {
    'GET /healthz': {
      open: true,
      async answer() {
        const engine = await host.service(docs);
        const { text, complete } = await engine.optionSetDescription('nixos');
        const { version } = host;
        return json({
          status: 'ok',
          version,
          uptimeSeconds: uptimeSeconds(),
          index: { options: text, complete },
        });
      },
    },
    'GET /metrics': {
      async answer() {
        const catalog = await (await host.service(docs)).catalog('nixos');
        const made = catalog?.date === undefined ? NaN : Date.parse(catalog.date) / 1000;
        const indexTime = Number.isNaN(made) ? undefined : made;
        const text = metrics.text({ uptimeSeconds: uptimeSeconds(), indexTime });
        return { type: 'text/plain; version=0.0.4; charset=utf-8', text };
      },
    },
    'POST /query': {
      async answer(body, signal) {
        const question = questionIn(body);
        if (question === undefined) return json({ error: 'expected {"question": "…"}' }, 400);
        const answer = await offer.call('nixos_ask', { question }, signal);
        if (answer === undefined) return json({ error: 'nixos_ask is not offered' }, 404);
        return answer.ok
          ? json({ question, answer: answer.text })
          : json({ error: answer.text }, 500);
      },
    },
    'POST /shutdown': {
      async answer() {
        // The answer is sent first.
        setTimeout(shutDown, 20);
        return json({ status: 'stopping' });
      },
    },
  };
}

function questionIn(body: string): string | undefined {
  try {
    const { question } = JSON.parse(body) as { readonly question?: unknown };
    return typeof question === 'string' && question.trim() !== '' ? question : undefined;
  } catch {
    return undefined;
  }
}
