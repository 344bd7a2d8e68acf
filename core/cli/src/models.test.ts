import { expect } from 'chai';
import { isNixaiError } from '@nixai/api';
import { listModels, renderModels } from '@nixai/models';
import {
  baseUrl,
  createProviderHost,
  names,
  startModelService,
  type ModelServer,
} from '@nixai/models/testing';
import { createView } from './terminal/index.js';

const { signal } = new AbortController();

describe('nixai models', () => {
  const servers: ModelServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  /** A host whose three services answer, with that key. */
  async function hostOfAll(key = 'right') {
    const settings: Record<string, unknown> = {};
    for (const name of names) {
      const models =
        name === 'ollama' ? ['llama3', 'nomic-embed-text', 'glm-4.6:cloud'] : ['m', 'n'];
      const server = await startModelService(name, { models, key: 'right' });
      servers.push(server);
      settings[`providers.${name}.base_url`] = baseUrl(name, server.url);
      settings[`providers.${name}.api_key`] = key;
    }
    return createProviderHost(settings);
  }

  it('lists what each provider offers, and where it runs', async () => {
    const listings = await listModels(await hostOfAll(), undefined, signal);
    const rows = listings.flatMap(({ provider, models }) =>
      models.map(({ name, locality, contextTokens }) => [provider, name, locality, contextTokens]),
    );
    expect(rows).to.deep.equal([
      ['ollama', 'llama3', 'loopback', 131_072],
      ['ollama', 'nomic-embed-text', 'loopback', 131_072],
      ['ollama', 'glm-4.6:cloud', 'remote', 131_072],
      ['openai', 'm', 'loopback', undefined],
      ['openai', 'n', 'loopback', undefined],
      ['gemini', 'm', 'loopback', 1_048_576],
      ['gemini', 'n', 'loopback', 1_048_576],
    ]);
    expect(listings.every(({ available }) => available)).to.equal(true);
  });

  it('has a line for each provider that does not answer, with its remedy', async () => {
    const listings = await listModels(await hostOfAll('wrong'), undefined, signal);
    expect(listings.map(({ available }) => available)).to.deep.equal([true, false, false, true]);
    expect(listings[1]?.detail).to.contain('does not accept the key');
    expect(listings[1]?.hint).to.equal('export OPENAI_API_KEY=…');
    expect(listings[2]?.hint).to.equal('export GEMINI_API_KEY=…');
  });

  it('fails where the one provider that was named does not answer', async () => {
    const error: unknown = await listModels(createProviderHost(), 'ollama', signal).catch(
      (reason: unknown) => reason,
    );
    expect(isNixaiError(error) && error.code).to.equal('provider-unreachable');
  });

  it('shows one table, and what is missing below it, at 80 columns', async () => {
    const host = await hostOfAll('wrong');
    const view = await createView({ color: false, width: 80, rich: false });
    const text = renderModels(await listModels(host, undefined, signal), view);
    expect(text.split('\n').filter((line) => line.length > 80)).to.deep.equal([]);
    expect(text).to.match(/llama3 .*4\.7 GB +131,072 +this machine/);
    expect(text).to.match(/glm-4\.6:cloud .*remote/);
    expect(text).to.contain('openai: ').and.contain('→ export OPENAI_API_KEY=…');
    expect(text).to.contain('offline: answers from the handbook');
  });
});
