import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

describe('a project of Crystal', () => {
  it('has its targets, its shards and its libraries', async () => {
    const { text, analysis } = await derivationOf({
      'shard.yml':
        'name: weather\nversion: 0.6.0\nlicense: MIT\ntargets:\n  wx:\n    main: src/wx.cr\ndependencies:\n  kemal:\n    github: kemalcr/kemal\nlibraries:\n  libsqlite3: "*"\n',
    });
    expect(text)
      .to.contain('crystal.buildCrystalPackage')
      .and.contain('shardsFile = ./shards.nix;')
      .and.match(/buildInputs = \[\n {4}sqlite\n {4}openssl\n {2}\];/)
      .and.contain('mainProgram = "wx";');
    expect(analysis.components[0]!.notes.join()).to.contain('crystal2nix');
  });
});
