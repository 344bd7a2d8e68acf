import { expect } from 'chai';
import type { ModelAnswer } from '@nixai/api';
import { createModelService } from './modelService.js';
import { createTestHost } from './testing/testHost.js';
import {
  geminiStream,
  ollamaStream,
  openAiStream,
  startModelServer,
  type ModelServer,
} from './testing/modelServer.js';

const texts = ['Setze ', '`services.openssh.enable`', ' → 日本 ', '🦊\n\n', 'fertig.'];
const whole = texts.join('');
const never = new AbortController().signal;

const wires = {
  ollama: { type: 'application/x-ndjson', stream: ollamaStream(texts) },
  openai: { type: 'text/event-stream', stream: openAiStream(texts) },
  gemini: { type: 'text/event-stream', stream: geminiStream(texts) },
} as const;
type Name = keyof typeof wires;

/** Asks that provider at that address, through the service and the unpatched SDK. */
async function ask(
  name: Name,
  server: ModelServer,
  onText?: (text: string) => void,
): Promise<ModelAnswer> {
  const { host } = createTestHost({
    [`providers.${name}.base_url`]: name === 'openai' ? `${server.url}/v1` : server.url,
    [`providers.${name}.api_key`]: 'key',
  });
  const service = createModelService(host);
  const choice = { provider: name, model: 'm' };
  return service.ask(await service.resolve(choice), [{ role: 'user', content: 'ssh?' }], {
    choice,
    signal: never,
    onEvent: (event) => event.type === 'text' && onText?.(event.text),
  });
}

for (const [name, { type, stream }] of Object.entries(wires) as [Name, (typeof wires)[Name]][]) {
  describe(`the stream of ${name}`, () => {
    const bytes = Buffer.from(stream);
    const headers = { 'content-type': type };

    it('gives the same text wherever it is split', async function () {
      this.timeout(60_000);
      let cut = 0;
      const server = await startModelServer(() => ({
        headers,
        pieces: [bytes.subarray(0, cut), bytes.subarray(cut)],
      }));
      try {
        for (cut = 1; cut < bytes.length; cut++) {
          const answer = await ask(name, server);
          expect(answer.text, `cut at byte ${cut}`).to.equal(whole);
          expect(answer.complete).to.equal(true);
        }
      } finally {
        await server.close();
      }
    });

    it('streams what it gives in the end, and counts tokens', async () => {
      const server = await startModelServer(() => ({ headers, pieces: [bytes] }));
      let streamed = '';
      const answer = await ask(name, server, (text) => (streamed += text)).finally(() =>
        server.close(),
      );
      expect(streamed).to.equal(whole);
      expect(answer.usage).to.deep.equal({ input: 11, output: 7 });
    });

    it('keeps what came before the connection broke, and says it is not whole', async () => {
      const pieces = [bytes.subarray(0, Math.floor(bytes.length / 2))];
      const server = await startModelServer(() => ({ headers, pieces, end: 'cut' }));
      const answer = await ask(name, server).finally(() => server.close());
      expect(answer.text).not.to.equal('');
      expect(whole.startsWith(answer.text)).to.equal(true);
      expect(answer.complete).to.equal(false);
      expect(server.seen.length, 'never asked again once text came').to.equal(1);
    });
  });
}

describe('what clones of OpenAI do', () => {
  const headers = { 'content-type': 'text/event-stream' };
  const cases: Readonly<Record<string, string>> = {
    'comments that keep the connection alive': `: keepalive\n\n${openAiStream(texts)}`,
    'no [DONE]': openAiStream(texts).replace('data: [DONE]\n\n', ''),
    'choices that are null': `data: {"choices":null}\n\n${openAiStream(texts)}`,
    'CRLF between events': openAiStream(texts, '\r\n\r\n'),
  };
  for (const [what, stream] of Object.entries(cases))
    it(`reads ${what}`, async () => {
      const server = await startModelServer(() => ({ headers, pieces: [stream] }));
      const answer = await ask('openai', server).finally(() => server.close());
      expect(answer.text).to.equal(whole);
    });
});
