import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import * as v from 'valibot';
import { parse as parseYaml } from 'yaml';
import { packageRoot } from '../packageRoot.js';
import { knownAttributes, knownPackage, unfreePackages } from './knownPackages.js';

const names = v.array(v.string());
const states = v.parse(
  v.object({ gone: names, renamed: names, insecure: names, unfree: names }),
  parseYaml(readFileSync(join(packageRoot, 'handbook/packages.yaml'), 'utf8')),
);

describe('the programs that are known by name', () => {
  it('are called as Nixpkgs calls them today', () => {
    const old = new Set([...states.gone, ...states.renamed, ...states.insecure]);
    expect(knownAttributes().filter((name) => old.has(name))).to.deep.equal([]);
  });

  it('are said not to be free where they are not', () => {
    const unfree = new Set(states.unfree);
    const unsaid = knownAttributes().filter(
      (name) => unfree.has(name) && !unfreePackages.has(name),
    );
    expect(unsaid).to.deep.equal([]);
  });

  it('are found however they are written, and by what they are called otherwise', () => {
    expect(knownPackage('Yt-Dlp')).to.equal('yt-dlp');
    expect(knownPackage('Element')).to.equal('element-desktop');
    expect(knownPackage('frobnicator')).to.equal(undefined);
  });
});
