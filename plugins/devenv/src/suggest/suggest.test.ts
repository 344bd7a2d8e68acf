import { expect } from 'chai';
import { services } from '../services/services.js';
import { allTemplates } from '../templates/find.js';
import { devenvHost } from '../testing.js';
import { suggest } from './suggest.js';

const first = async (text: string) =>
  suggest(text, await allTemplates(await devenvHost()), services)[0];

describe('devenv suggest', () => {
  for (const [text, template, framework, asked] of [
    ['a django web app with postgres', 'python', 'django', ['postgres']],
    ['react frontend, node backend and a database', 'nodejs', 'react', ['postgres']],
    ['go microservice with grpc', 'golang', undefined, []],
    ['Laravel shop with MySQL and Redis', 'php', 'laravel', ['redis', 'mysql']],
    ['C++ project with cmake', 'c', undefined, []],
    ['next.js site', 'nodejs', 'nextjs', []],
    ['servant web api', 'haskell', undefined, []],
    ['no python, only go', 'golang', undefined, []],
    ['electron desktop app', 'nodejs', undefined, []],
    ['train a neural network', 'python', 'data', []],
  ] as const)
    it(`hears ${template} in "${text}"`, async () => {
      const found = await first(text);
      expect(found).to.include({ template, framework });
      expect(found?.services).to.have.members([...asked]);
    });

  it('gives the command with what was heard', async () => {
    expect((await first('python bot with poetry and redis'))?.command).to.equal(
      'nixai devenv create python python-app --with-poetry --services redis',
    );
  });

  it('proposes no other language where one is named', async () => {
    const found = suggest('rust web api', await allTemplates(await devenvHost()), services);
    expect(new Set(found.map(({ template }) => template))).to.deep.equal(new Set(['rust']));
    const either = suggest('a web api', await allTemplates(await devenvHost()), services);
    expect(either.length).to.be.greaterThan(1);
  });

  it('hears nothing where nothing is said', async () => {
    expect(await first('something nice')).to.equal(undefined);
  });
});
