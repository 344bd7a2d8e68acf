import { expect } from 'chai';
import { checkPlugin, createTestHost, errorCode } from '@nixai/api/testing';
import type { NixTemplate, TemplatePack } from '@nixai/api';
import {
  allTemplates,
  fillTemplate,
  findTemplate,
  listedValues,
  typedValues,
} from '@nixai/contributions';
import { parse } from '@nixai/nix';
import { basics } from '../pack/basics.js';
import plugin from '../register.js';
import { categoriesOf, searchTemplates } from './select.js';

const pack = (name: string, ...ids: readonly string[]) => ({
  name,
  summary: name,
  templates: ids.map((id): NixTemplate => ({
    id,
    title: `Title of ${id}`,
    description: 'For tests',
    kind: 'nixos',
    category: name,
    tags: ['ssh'],
    variables: [],
    source: '{ }\n',
  })),
});

const hostOf = (given: TemplatePack) => {
  const host = createTestHost();
  host.templates.add(given.name, () => given);
  return host;
};

describe('our own pack of templates', () => {
  it('keeps the contract', async () => {
    expect(await checkPlugin(plugin)).to.deep.equal([]);
    expect(basics.templates.length).to.be.at.least(45);
    expect(categoriesOf(await allTemplates(hostOf(basics))).length).to.be.at.least(9);
    for (const { id, features = [], next = [] } of basics.templates)
      expect([features.length > 0, next.length > 0], id).to.deep.equal([true, true]);
  });

  for (const template of basics.templates)
    it(`${template.id} makes Nix that parses`, () => {
      const { nix } = fillTemplate(template);
      expect(parse(nix).errors).to.deep.equal([]);
      expect(nix).not.to.match(/@\w+@/);
    });
});

describe('templates of several packs', () => {
  const host = createTestHost();
  host.templates.add('acme', () => pack('acme', 'bastion', 'web'));
  host.templates.add('other', () => pack('other', 'web'));
  host.templates.add('broken', () => Promise.reject(new Error('no such file')));

  it('are all there, and a pack that is broken is named and left out', async () => {
    const ids = (await allTemplates(host)).map(({ template }) => template.id);
    expect(ids).to.deep.equal(['bastion', 'web', 'web']);
    expect(host.logged.join()).to.contain('broken').and.to.contain('no such file');
  });

  it('are found by id, and by pack where the id is not clear', async () => {
    expect((await findTemplate(host, 'bastion')).pack).to.equal('acme');
    expect((await findTemplate(host, 'other/web')).pack).to.equal('other');
    expect(await errorCode(() => findTemplate(host, 'web'))).to.equal('template-unknown');
    expect(await errorCode(() => findTemplate(host, 'gone'))).to.equal('template-unknown');
  });

  it('are named where a name is near theirs', async () => {
    const whyNot = (name: string, from = host) =>
      findTemplate(from, name).then(
        () => undefined,
        (error: { why?: string }) => error.why,
      );
    expect(await whyNot('bastoin')).to.equal('nearest: bastion');
    expect(await whyNot('printer')).to.equal(undefined);
    const games = createTestHost();
    games.templates.add('games', () => pack('games', 'gaming-minimal', 'retro-gaming', 'gamut'));
    expect(await whyNot('gaming', games)).to.equal('nearest: gaming-minimal, retro-gaming');
  });

  it('are searched by every word, the id before the tags', async () => {
    const found = searchTemplates(await allTemplates(host), ['ssh', 'web']);
    expect(found.map(({ pack: name }) => name)).to.deep.equal(['acme', 'other']);
    expect(searchTemplates(await allTemplates(host), ['ssh', 'printer'])).to.deep.equal([]);
  });

  it('are counted by category', async () => {
    expect(categoriesOf(await allTemplates(host))).to.deep.equal([
      { category: 'acme', templates: ['bastion', 'web'] },
      { category: 'other', templates: ['web'] },
    ]);
  });
});

describe('typed values', () => {
  it('have a name, and keep what comes after the first =', () => {
    expect(typedValues(['a=b=c', 'k=1', 'k=2'])).to.deep.equal({ a: ['b=c'], k: ['1', '2'] });
    expect(() => typedValues(['=x'])).to.throw('gives no variable');
  });

  it('stand in a list whose values may have commas', () => {
    const names = ['a', 'b'];
    expect(listedValues('a=John Doe,b=1', names)).to.deep.equal(['a=John Doe', 'b=1']);
    expect(listedValues('a=1, 2,c=3,b=x\\,b=y', names)).to.deep.equal(['a=1, 2,c=3', 'b=x,b=y']);
  });
});
