import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { corePoints } from '@nixai/api';
import { packageRoot } from '../../packageRoot.js';
import { fillTemplate, type PluginFiles } from './fillTemplate.js';
import { pluginKinds } from './kind.js';

const template = JSON.parse(
  readFileSync(join(packageRoot, 'dist/plugin-template.json'), 'utf8'),
) as PluginFiles;
const manifestOf = (files: PluginFiles) =>
  JSON.parse(files['package.json'] ?? '') as { name: string; oclif: Record<string, unknown> };

describe('a new plugin from the template', () => {
  it('has its own name everywhere, and the sample name nowhere', () => {
    const kinds = pluginKinds.map(({ name }) => name);
    const files = fillTemplate(template, { name: 'wiki', scope: '@acme', kinds });
    expect(Object.keys(files)).to.include('src/commands/wiki.ts');
    expect(manifestOf(files).name).to.equal('@acme/nixai-plugin-wiki');
    expect(JSON.stringify(files)).not.to.contain('acme-demo');
  });

  it('can add to each extension point of nixai', () => {
    const points = pluginKinds.flatMap((kind) => ('point' in kind ? [kind.point] : []));
    const all = Object.values(corePoints).map(({ id }) => id);
    expect(points.sort()).to.deep.equal(all.sort());
    const files = fillTemplate(template, { name: 'wiki', kinds: ['source', 'command'] });
    const { nixai } = JSON.parse(files['package.json'] ?? '') as { nixai: object };
    expect(nixai).to.deep.equal({ points: ['nixai.docSources'], effects: [] });
  });

  it('with a command alone registers nothing', () => {
    const files = fillTemplate(template, { name: 'greet', kinds: ['command'] });
    expect(Object.keys(files)).not.to.include('src/register.ts');
    expect(manifestOf(files).oclif).to.have.property('commands');
    expect(manifestOf(files).oclif).not.to.have.property('hooks');
  });

  for (const { name, folders } of pluginKinds)
    it(`of the kind ${name} has nothing of another kind`, () => {
      const files = fillTemplate(template, { name: 'wiki', kinds: [name] });
      const others = pluginKinds.filter((kind) => kind.name !== name);
      for (const folder of others.flatMap((kind) => [...kind.folders]))
        expect(Object.keys(files).filter((path) => path.startsWith(`src/${folder}/`))).to.be.empty;
      for (const folder of folders)
        expect(Object.keys(files).some((path) => path.startsWith(`src/${folder}/`))).to.be.true;
      for (const other of others) {
        expect(files['src/register.ts'] ?? '').not.to.contain(`/${other.name}/`);
        expect(files['README.md']).not.to.match(new RegExp(`## The (doc )?${other.name}`));
      }
      expect(files['README.md']).not.to.contain('<!--');
    });
});
