import { expect } from 'chai';
import fc from 'fast-check';
import type { ChatEvent } from '@nixai/api';
import { createModelHost } from './testing/modelHost.js';
import { createProvider } from './testing/createProvider.js';
import {
  baseUrl,
  geminiPart,
  geminiStream,
  names,
  openAiChunk,
  openAiDelta,
  openAiStream,
  wires,
  type Name,
} from './testing/wires.js';

const texts = ['Setze ', '`services.openssh.enable`', ' → 日本 ', '🦊\n\n', 'fertig.'];
const whole = texts.join('');

/** A body that arrives in exactly these pieces. */
function bodyOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[next++];
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
  });
}

/** What a provider says, through its unpatched SDK, when its service sends these pieces. */
async function eventsOf(
  name: Name,
  pieces: readonly Uint8Array[],
  type = wires[name].type,
): Promise<ChatEvent[]> {
  const host = createModelHost(
    {
      [`providers.${name}.base_url`]: baseUrl(name, 'http://127.0.0.1:9'),
      [`providers.${name}.api_key`]: 'key',
    },
    { fetch: async () => new Response(bodyOf(pieces), { headers: { 'content-type': type } }) },
  );
  const provider = await createProvider(name, host);
  const events: ChatEvent[] = [];
  for await (const event of provider.chat({
    model: 'm',
    messages: [{ role: 'user', content: '?' }],
  }))
    events.push(event);
  return events;
}

const said = (events: readonly ChatEvent[], type: 'text' | 'reasoning'): string =>
  events.map((event) => (event.type === type ? event.text : '')).join('');

const one = (text: string): Uint8Array[] => [Buffer.from(text)];

for (const name of names)
  describe(`the stream of ${name}`, () => {
    const bytes = Buffer.from(wires[name].stream(texts));
    const expected = { type: 'done', reason: 'stop', usage: { input: 11, output: 7 } };

    async function check(pieces: readonly Uint8Array[], where: string): Promise<void> {
      const events = await eventsOf(name, pieces);
      expect(said(events, 'text'), where).to.equal(whole);
      expect(events.at(-1), where).to.deep.equal(expected);
    }

    it('gives the same text wherever it is split in two', async () => {
      for (let cut = 0; cut <= bytes.length; cut++)
        await check([bytes.subarray(0, cut), bytes.subarray(cut)], `cut at byte ${cut}`);
    });

    it('gives the same text byte by byte', async () => {
      await check(
        Array.from(bytes, (byte) => Uint8Array.of(byte)),
        'bytes',
      );
    });

    it('gives the same text however it is split', async () => {
      const cuts = fc.uniqueArray(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(cuts, async (places) => {
          const sorted = [0, ...places.sort((a, b) => a - b), bytes.length];
          const pieces = sorted.slice(1).map((end, i) => bytes.subarray(sorted[i], end));
          await check(pieces, String(places));
        }),
        { numRuns: 1000 },
      );
    });

    it('gives its texts one by one, as they come', async () => {
      const events = await eventsOf(name, [bytes]);
      const given = events.flatMap((event) => (event.type === 'text' ? [event.text] : []));
      expect(given).to.deep.equal(texts);
    });

    it('that just ends is marked as broken off', async () => {
      const events = await eventsOf(name, one(wires[name].beginning(texts)));
      expect(said(events, 'text')).to.equal(whole);
      expect(events.at(-1)).to.include({ type: 'done', reason: 'interrupted' });
    });

    it('survives bytes that are no UTF-8', async () => {
      const at = bytes.indexOf('日');
      const spoilt = Buffer.from(bytes);
      spoilt[at] = 0xff;
      expect(said(await eventsOf(name, [spoilt]), 'text'))
        .to.contain('Setze')
        .and.contain('\ufffd');
    });
  });

describe('what clones of OpenAI do', () => {
  const finish = openAiChunk(openAiDelta({}, 'stop'));
  const cases: Readonly<Record<string, string>> = {
    'comments that keep the connection alive': `: OPENROUTER PROCESSING\n\n${openAiStream(texts)}`,
    'no [DONE]': openAiStream(texts).replace('data: [DONE]\n\n', ''),
    'choices that are null': openAiChunk(null) + openAiStream(texts),
    'no choices at all': `data: {"usage":{}}\n\n${openAiStream(texts)}`,
    'a delta that is null': openAiChunk([{ index: 0, delta: null }]) + openAiStream(texts),
    'CRLF between events': openAiStream(texts, '\r\n\r\n'),
    'CR between events': openAiStream(texts, '\r\r'),
    'no space after the colon': openAiStream(texts).replaceAll('data: ', 'data:'),
    'words after [DONE]': `${openAiStream(texts)}data: rubbish\n\n`,
  };
  for (const [what, stream] of Object.entries(cases))
    it(`reads ${what}`, async () => {
      const events = await eventsOf('openai', one(stream));
      expect(said(events, 'text')).to.equal(whole);
      expect(events.at(-1)).to.include({ type: 'done', reason: 'stop' });
    });

  it('reads an answer that is not streamed', async () => {
    const answer = {
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: whole }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 11, completion_tokens: 7 },
    };
    const json = JSON.stringify(answer, null, 2);
    const events = await eventsOf('openai', one(json), 'application/json; charset=utf-8');
    expect(said(events, 'text')).to.equal(whole);
    expect(events.at(-1)).to.deep.include({ reason: 'stop', usage: { input: 11, output: 7 } });
  });

  it('keeps thinking apart from the answer', async () => {
    const thought = (key: string) => openAiChunk(openAiDelta({ [key]: 'hm, ' }));
    const stream = thought('reasoning_content') + thought('reasoning') + openAiStream(texts);
    const events = await eventsOf('openai', one(stream));
    expect(said(events, 'reasoning')).to.equal('hm, hm, ');
    expect(said(events, 'text')).to.equal(whole);
  });

  it('tells an answer that is too long from a whole one', async () => {
    const stream =
      openAiChunk(openAiDelta({ content: 'a' }, 'length')) + finish.replace('stop', 'length');
    expect((await eventsOf('openai', one(stream))).at(-1)).to.include({ reason: 'length' });
  });
});

describe('what Gemini does', () => {
  for (const separator of ['\n\n', '\r\r', '\r\n\r\n'])
    it(`separates messages with ${JSON.stringify(separator)}`, async () => {
      const events = await eventsOf('gemini', one(geminiStream(texts, separator)));
      expect(said(events, 'text')).to.equal(whole);
    });

  it('answers with an array where something between us does not stream', async () => {
    const messages = geminiStream(texts)
      .split('\r\n\r\n')
      .filter((message) => message !== '')
      .map((message) => message.replace('data: ', ''));
    const json = `[${messages.join('\n,\r\n')}]`;
    expect(said(await eventsOf('gemini', one(json), 'application/json'), 'text')).to.equal(whole);
  });

  it('thinks, which is no part of the answer', async () => {
    const stream = geminiPart([{ text: 'hm', thought: true }]) + geminiStream(texts);
    const events = await eventsOf('gemini', one(stream));
    expect(said(events, 'reasoning')).to.equal('hm');
    expect(said(events, 'text')).to.equal(whole);
  });

  it('stops when a filter says so, which is marked', async () => {
    const stream = geminiPart([{ text: 'a' }]) + geminiPart([], { finishReason: 'SAFETY' });
    expect((await eventsOf('gemini', one(stream))).at(-1)).to.include({ reason: 'filtered' });
  });
});

describe('what Ollama does', () => {
  it('thinks, which is no part of the answer', async () => {
    const thinking = `{"message":{"role":"assistant","content":"","thinking":"hm"},"done":false}\n`;
    const events = await eventsOf('ollama', one(thinking + wires.ollama.stream(texts)));
    expect(said(events, 'reasoning')).to.equal('hm');
    expect(said(events, 'text')).to.equal(whole);
  });

  it('ended without a reason, before it knew any', async () => {
    const stream = wires.ollama.stream(texts).replace('"done_reason":"stop",', '');
    expect((await eventsOf('ollama', one(stream))).at(-1)).to.include({ reason: 'stop' });
  });
});
