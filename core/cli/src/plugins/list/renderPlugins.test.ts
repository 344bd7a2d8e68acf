import { expect } from 'chai';
import { createView } from '../../terminal/index.js';
import type { PluginLine } from './describe.js';
import { renderPlugin, renderPlugins } from './renderPlugins.js';

const house: PluginLine = {
  name: '@acme/nixai-house',
  version: '1.0.0',
  root: '/home/ada/.local/share/nixai/node_modules/@acme/nixai-house',
  type: 'user',
  apiVersion: '1.0.0',
  commands: ['house rules', 'house rules list'],
  services: [],
  opens: [],
  needs: [],
  effects: ['network'],
  contributions: { docSources: ['house'], checkRules: ['acme'] },
  from: 'https://npm.acme.example/@acme/nixai-house/-/nixai-house-1.0.0.tgz',
  pinned: false,
  integrity: 'sha512-AAAA',
  update: '1.1.0',
};

const view = await createView({ color: false, width: 80, rich: false });

describe('the list of plugins', () => {
  it('says of each what it gives, where it came from, who signed it and what is newer', () => {
    const signed = { ...house, pinned: true, update: undefined, signedBy: 'platform' };
    expect(renderPlugins([house, signed], view)).to.equal(
      `@acme/nixai-house 1.0.0
  house rules, house rules list; doc sources: house; check rules: acme
  update: nixai plugins update @acme/nixai-house (1.1.0)
  api 1.0.0, unsigned, from npm.acme.example

@acme/nixai-house 1.0.0 (pinned)
  house rules, house rules list; doc sources: house; check rules: acme
  api 1.0.0, signed by platform, from npm.acme.example`,
    );
  });

  it('says of one that has commands alone which api it was written for', () => {
    const commands = { ...house, apiVersion: undefined, apiRange: '^1.0.0', contributions: {} };
    expect(renderPlugins([commands], view)).to.contain('\n  api ^1.0.0, unsigned');
    expect(renderPlugin(commands, view)).to.match(/^api +\^1\.0\.0$/m);
  });

  it('says that one was changed since it was signed, which is used all the same', () => {
    const changed = { ...house, signatureFault: 'the signature does not match' };
    const text = `${renderPlugins([changed], view)}\n${renderPlugin(changed, view)}`;
    expect(text).not.to.match(/left out|unsigned/);
    expect(text).to.contain('changed: the signature does not match').and.contain('is used');
    expect(text).to.contain(`nixai plugins uninstall ${house.name} && nixai plugins install`);
  });

  it('says why one is left out, and what mends it', () => {
    const broken = {
      ...house,
      type: 'link',
      root: '/home/ada/house',
      from: '/home/ada/house',
      update: undefined,
      problem: 'the table is missing',
      remedy: 'cd /home/ada/house && npm install && npm run build',
    };
    expect(renderPlugins([broken], view)).to.equal(
      `@acme/nixai-house 1.0.0
  left out: the table is missing
  mend:   cd /home/ada/house && npm install && npm run build
  api 1.0.0, linked from /home/ada/house`,
    );
  });

  it('names the address of what came from no registry', () => {
    const git = { ...house, from: 'git+file:///srv/house.git', update: undefined };
    expect(renderPlugins([git], view)).to.contain('unsigned, from git+file:///srv/house.git');
    expect(renderPlugins([], view)).to.equal('No plugins installed.');
  });
});

describe('one plugin', () => {
  it('is shown with all that is known of it', () => {
    expect(renderPlugin(house, view)).to.equal(
      `@acme/nixai-house
version      1.0.0
api          1.0.0
commands     house rules, house rules list
doc sources  house
check rules  acme
effects      connects to the network
from         https://npm.acme.example/@acme/nixai-house/-/nixai-house-1.0.0.tgz
folder       /home/ada/.local/share/nixai/node_modules/@acme/nixai-house
integrity    sha512-AAAA
signature    unsigned
update       1.1.0: nixai plugins update @acme/nixai-house`,
    );
  });
});
