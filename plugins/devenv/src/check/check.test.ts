import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { errorCode } from '@nixai/api/testing';
import { devenvHost } from '../testing.js';
import { checkFolder } from './checkFolder.js';
import { readYaml } from './yaml.js';

describe('devenv check', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-devenv-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const rulesOf = async (nix: string, yaml?: string) => {
    writeFileSync(join(folder, 'devenv.nix'), nix);
    if (yaml !== undefined) writeFileSync(join(folder, 'devenv.yaml'), yaml);
    const { findings } = await checkFolder(await devenvHost(), folder);
    return findings.map(({ rule, line }) => `${line} ${rule}`);
  };

  it('tells of an input that an option needs, once, and not where it is there', async () => {
    const nix = '{ ... }: {\n  languages.rust.channel = "nightly";\n}\n';
    expect(await rulesOf(nix)).to.deep.equal(['2 missing-input']);
    expect(await rulesOf(nix, 'inputs:\n  rust-overlay:\n    url: github:x/y\n')).to.deep.equal([]);
    expect(await rulesOf('{ languages.rust.channel = "nixpkgs"; }')).to.deep.equal([]);
  });

  it('says nothing of inputs where another folder may bring them', async () => {
    expect(await rulesOf('{ languages.go.version = "1.24"; }', 'imports:\n- ./a\n')).to.deep.equal(
      [],
    );
  });

  it('tells that Node.js comes without npm', async () => {
    expect(await rulesOf('{ languages.javascript.enable = true; }')).to.deep.equal(['1 no-npm']);
    const npm = '{ languages.javascript = { enable = true; npm.enable = true; }; }';
    expect(await rulesOf(npm)).to.deep.equal([]);
  });

  it('tells of a port that two services want', async () => {
    const both = '{\n services.keycloak.enable = true;\n services.wiremock.enable = true;\n}';
    expect(await rulesOf(both)).to.deep.equal(['3 port-twice']);
    const apart = both.replace('\n}', '\n services.wiremock.port = 8081;\n}');
    expect(await rulesOf(apart)).to.deep.equal([]);
  });

  it('reads devenv.yaml: keys that are not there, that were given up, that are no YAML', () => {
    const rules = (text: string) =>
      readYaml(text).faults.map(({ rule, line }) => `${line} ${rule}`);
    expect(rules('inputs:\n  a:\n    uri: x\n')).to.deep.equal(['3 yaml-input']);
    expect(rules('inputs:\n  a: github:x/y\n')).to.deep.equal(['2 yaml-input']);
    expect(rules('allow_unfree: true\nlanguages: x\n')).to.deep.equal([
      '1 yaml-old-key',
      '2 yaml-key',
    ]);
    expect(rules('a: [')).to.deep.equal(['1 yaml-syntax']);
    expect(rules('')).to.deep.equal([]);
  });

  it('says where there is nothing to check', async () => {
    mkdirSync(join(folder, 'devenv.nix'));
    const host = await devenvHost();
    expect(await errorCode(() => checkFolder(host, folder))).to.equal('check-unreadable');
  });
});
