import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillIndex } from '../index/buildIndex.js';
import { openIndex, type Index } from '../index/openIndex.js';
import { parseOptionFile } from '../sources/format/optionFile.js';
import { optionEntry } from '../sources/optionDocs.js';
import { optionSample } from '../sources/optionSample.test.js';
import { searchOptions } from './searchOptions.js';

const boolean = { type: 'boolean', description: '' };
const options = {
  ...optionSample,
  'hardware.graphics.enable': boolean,
  'services.xserver.enable': boolean,
  'boot.binfmt.emulatedSystems': { type: 'list of string', description: 'Systems.' },
  'users.users.<name>.openssh.authorizedKeys.keys': { type: 'list of string', description: '' },
  ...Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`a.less${at}`, { ...boolean, description: 'A bowl.' }]),
  ),
  'z.most': { ...boolean, description: 'A hidden bowl with fruit.' },
  'powerManagement.enable': boolean,
  'services.logind.settings.Login.HandleLidSwitch': boolean,
  'services.adguardhome.enable': { ...boolean, description: 'Network-wide blocking.' },
};

describe('searching options', () => {
  let folder: string;
  let index: Index;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-relevance-'));
    const path = join(folder, 'index.sqlite');
    const about = {
      content: 'nixos' as const,
      source: 'test',
      date: '',
      from: '',
      fingerprint: '',
    };
    fillIndex(path, about, parseOptionFile(options).map(optionEntry));
    index = openIndex(path) as Index;
  });
  after(() => {
    index.close();
    rmSync(folder, { recursive: true });
  });

  const found = (text: string) =>
    searchOptions(index, text, 10).map(({ id, ...hit }) => ({ name: index.names.at(id), ...hit }));
  const first = (text: string) => found(text)[0];

  it('puts the exact name first, surely', () => {
    expect(first('services.openssh.ports')).to.include({
      name: 'services.openssh.ports',
      score: 1,
      why: 'exact name',
    });
  });

  it('lists what lies below a path, the switch first', () => {
    const names = found('services.nginx.').map(({ name }) => name);
    expect(names[0]).to.equal('services.nginx.enable');
    expect(names).to.have.length(6);
    expect(names.every((name) => name.startsWith('services.nginx.'))).to.equal(true);
  });

  it('finds a name with a wrong letter, and says so', () => {
    expect(first('ngnix')).to.include({ name: 'services.nginx.enable' });
    expect(first('ngnix')?.why).to.contain('spelt like “ngnix”');
    expect(first('services.postgrseql.dataDir')?.name).to.equal('services.postgresql.dataDir');
  });

  it('finds what was typed as several words, or as the beginning of one', () => {
    expect(first('next cloud')?.name).to.equal('services.nextcloud.enable');
    expect(first('pipew')?.name).to.equal('services.pipewire.enable');
    expect(first('permit root login')?.name).to.equal('services.openssh.settings.PermitRootLogin');
  });

  it('knows what everyday words mean', () => {
    expect(first('block ads')).to.include({ name: 'services.adguardhome.enable' });
    expect(first('turn off sleep when closing lid')).to.include({
      name: 'services.logind.settings.Login.HandleLidSwitch',
    });
    expect(first('play sound')).to.include({ name: 'services.pipewire.enable' });
  });

  it('goes by descriptions where no name has the words, the most fitting of many first', () => {
    expect(first('hidden fruit bowl')).to.include({ name: 'z.most', why: 'description' });
  });

  it('reads a sentence as its words mean it, without the small ones', () => {
    expect(first('how can I log into my machine with a public key?')?.name).to.equal(
      'users.users.<name>.openssh.authorizedKeys.keys',
    );
  });

  it('asks the topics of the handbook where neither names nor meanings have the words', () => {
    const [hit] = found('emulate aarch64 with qemu user to make an sd image');
    expect(hit).to.include({ name: 'boot.binfmt.emulatedSystems' });
    expect(hit?.why).to.match(/^named by “/);
  });

  it('maps a name of another release', () => {
    expect(first('hardware.opengl.enable')).to.include({
      name: 'hardware.graphics.enable',
      why: 'was hardware.opengl.enable before',
    });
  });

  it('has scores in order, none twice, and none for nonsense', () => {
    const scores = found('enable the nginx web server').map(({ score }) => score);
    expect(scores).to.deep.equal([...new Set(scores)].sort((a, b) => b - a));
    expect(found('qqqq zzzz')).to.deep.equal([]);
    expect(found('   ')).to.deep.equal([]);
  });
});
