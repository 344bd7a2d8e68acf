import { expect } from 'chai';
import type { ServerResponse } from 'node:http';
import type { DocQuery } from '@nixai/api';
import { serve, type Asked } from '../loopback.test.js';
import { createNixosSearchSource } from './source.js';

const ripgrep = {
  type: 'package',
  package_attr_name: 'ripgrep',
  package_pname: 'ripgrep',
  package_pversion: '14.1.1',
  package_description: 'Utility that combines the usability of ag with the speed of grep',
  package_homepage: ['https://github.com/BurntSushi/ripgrep'],
  package_license_set: ['MIT License', 'The Unlicense'],
  package_mainProgram: 'rg',
};
const nginx = {
  type: 'option',
  option_name: 'services.nginx.enable',
  option_type: 'boolean',
  option_default: '<rendered-html><pre><code>false</code></pre></rendered-html>',
  option_description: '<rendered-html><p>Whether to enable <em>Nginx</em>.</p></rendered-html>',
  option_source: 'nixos/modules/services/web-servers/nginx/default.nix',
};
const indexes = (version: number): Record<string, readonly object[]> => ({
  [`latest-${version}-nixos-25.05`]: [ripgrep, nginx],
  [`latest-${version}-group-manual`]: [
    {
      type: 'package',
      package_attr_name: 'agenix',
      package_description: 'Secrets',
      flake_resolved: { type: 'github', owner: 'ryantm', repo: 'agenix' },
    },
  ],
});

/** Elasticsearch, as far as it is asked: an unknown index is 404, hits have a total and a source. */
function elasticsearch(held: { now: Record<string, readonly object[]> }) {
  return ({ path, body, headers }: Asked, response: ServerResponse) => {
    const reply = (status: number, value: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (!headers.authorization?.startsWith('Basic ')) return reply(401, { status: 401 });
    const index = /^\/backend\/([^/]+)\/_search$/.exec(path)?.[1] ?? '';
    const documents = held.now[index];
    if (documents === undefined)
      return reply(404, { error: { type: 'index_not_found_exception', index }, status: 404 });
    const query = JSON.parse(body) as { size: number; query?: object };
    const asked = JSON.stringify(query.query ?? {});
    const word = /"query":"([^"]*)"/.exec(asked)?.[1] ?? '';
    const matching = documents.filter((one) => {
      const text = JSON.stringify(one).toLowerCase();
      return asked.includes(`"value":"${(one as { type: string }).type}"`) && text.includes(word);
    });
    return reply(200, {
      took: 1,
      timed_out: false,
      hits: {
        total: { value: query.query ? matching.length : documents.length, relation: 'eq' },
        hits: matching.slice(0, query.size).map((_source) => ({ _score: 7, _source })),
      },
    });
  };
}

describe('search.nixos.org', () => {
  const open: { close(): void }[] = [];
  afterEach(() => open.splice(0).forEach((one) => one.close()));

  async function start(version = 51) {
    const held = { now: indexes(version) };
    const server = await serve(elasticsearch(held), (url) => ({
      'docs.branch': 'nixos-25.05',
      'docs.search_url': `${url}/backend`,
    }));
    open.push(server);
    const search = (text: string, kind: 'package' | 'option') => {
      const query: DocQuery = { text, kinds: [kind], limit: 5 };
      return createNixosSearchSource(server.host).search(query, new AbortController().signal);
    };
    return { ...server, held, search };
  }

  it('finds a package, with its version, licences and program', async () => {
    const { host } = await start();
    const source = createNixosSearchSource(host);
    const query: DocQuery = { text: 'ripgrep', kinds: ['package'], limit: 5 };
    const [first] = await source.search(query, new AbortController().signal);
    expect(first).to.include({ title: 'ripgrep', score: 1 });
    expect(await source.package?.('ripgrep')).to.deep.include({
      version: '14.1.1',
      homepage: 'https://github.com/BurntSushi/ripgrep',
      licenses: ['MIT License', 'The Unlicense'],
      mainProgram: 'rg',
      unfree: false,
    });
  });

  it('cleans the HTML that the site keeps', async () => {
    const { host } = await start();
    const source = createNixosSearchSource(host);
    await source.search(
      { text: 'nginx', kinds: ['option'], limit: 5 },
      new AbortController().signal,
    );
    expect(await source.option?.('services.nginx.enable', 'nixos')).to.deep.include({
      type: 'boolean',
      default: 'false',
      description: 'Whether to enable *Nginx*.',
    });
  });

  for (const version of [51, 52, 57, 44])
    it(`finds the schema by trying, be it ${version}`, async () => {
      const { search } = await start(version);
      expect((await search('ripgrep', 'package')).map(({ title }) => title)).to.deep.equal([
        'ripgrep',
      ]);
    });

  it('remembers the schema, and looks again when its index has gone', async () => {
    const { search, held, asked } = await start();
    await search('ripgrep', 'package');
    const before = asked.length;
    await search('ripgrep', 'package');
    expect(asked.length - before).to.equal(1);
    held.now = indexes(53);
    expect(await search('ripgrep', 'package')).to.have.length(1);
  });

  it('looks into flakes for what nixpkgs lacks', async () => {
    const { search } = await start();
    const [found] = await search('agenix', 'package');
    expect(found?.text).to.contain('github:ryantm/agenix');
  });

  it('has no answer, and no error, where the index has none', async () => {
    const { search } = await start();
    expect(await search('nothing-like-it', 'package')).to.deep.equal([]);
  });
});
