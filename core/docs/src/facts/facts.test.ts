import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { findRename } from '../optionLookup.js';
import { optionDoc } from '../sources/optionDocs.js';
import { factsCatalog } from './factsCatalog.js';
import { openFacts, packFacts, type OptionFact } from './factsFile.js';
import { factsIndex } from './factsIndex.js';
import { factsOf } from './readOptions.js';
import { renameIn } from './renames.js';
import { memoryIndex } from '../index/index.js';

const none = { content: 'nixos', source: 'test', date: '', from: '', fingerprint: '' } as const;

function catalogIn(release: string, set: 'nixos' | 'home-manager' | 'nix-darwin' = 'nixos') {
  const facts = factsOf(set);
  const index = factsIndex(facts, { index: () => memoryIndex(none, []), options: () => [] });
  return factsCatalog(index, (id) => optionDoc(index, id), facts, release);
}

describe('a file of option facts', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-facts-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const name = fc
    .array(fc.stringMatching(/^(?:[a-z][a-zA-Z]{0,6}|<name>)$/), { minLength: 1, maxLength: 4 })
    .map((segments) => segments.join('.'));
  const fact = fc.record({
    name,
    type: fc.string({ unit: 'binary' }),
    default: fc.string({ unit: 'binary' }),
    places: fc.array(fc.stringMatching(/^[a-z/]{1,9}$/), { maxLength: 2 }),
  });

  it('gives back every fact that was put in, by name and by word', () => {
    const path = join(folder, 'some.facts');
    fc.assert(
      fc.property(fc.uniqueArray(fact, { selector: (one: OptionFact) => one.name }), (facts) => {
        const meta = { set: 'nixos', release: 'nixos-25.05', date: '2025-04' } as const;
        writeFileSync(
          path,
          packFacts(meta, facts, (one) => one.includes('a'), ['b']),
        );
        const file = openFacts(path);
        const index = factsIndex(file, { index: () => memoryIndex(none, []), options: () => [] });
        expect([...file.names]).to.have.members(facts.map((one) => one.name));
        for (const one of facts) {
          const id = index.idOf(one.name) ?? -1;
          expect(file.typeOf(id)).to.equal(one.type);
          expect(file.defaultOf(id)).to.equal(one.default);
          expect(file.placesOf(id)).to.deep.equal(one.places);
          expect(file.hasMoved(id)).to.equal(one.name.includes('a'));
          const [word] = one.name.toLowerCase().split('.');
          if (word !== '<name>') expect([...index.withWord(word ?? '')]).to.include(id);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuses another file', () => {
    const path = join(folder, 'other');
    writeFileSync(path, 'nixai facts of another kind\n');
    expect(() => openFacts(path)).to.throw(/is no file of option facts/);
  });
});

describe('the option sets that nixai brings', () => {
  it('knows options of all three sets, with type and default', () => {
    expect(factsOf('nixos').names.length).to.be.greaterThan(20_000);
    expect(catalogIn('26.05').option('services.kmscon.enable')).to.include({
      type: 'boolean',
      default: 'false',
    });
    expect(catalogIn('26.05', 'home-manager').match('programs.git.settings').outcome).to.equal(
      'option',
    );
    expect(catalogIn('26.05', 'nix-darwin').match('system.defaults.dock.autohide')).to.include({
      outcome: 'option',
      type: 'null or boolean',
    });
  });

  it('knows a module that came later, and what takes the place of an old name', () => {
    expect(catalogIn('26.05').match('boot.loader.limine.enable').outcome).to.equal('option');
    expect(catalogIn('26.05').match('boot.loader.limine.anything').outcome).to.equal('inside');
    const moved = 'services.logind.settings.Login.HandleLidSwitch';
    expect(catalogIn('26.05').match(moved).outcome).to.be.oneOf(['option', 'inside']);
  });

  it('has a name until the release that renames it', () => {
    const old = 'services.logind.lidSwitch';
    expect(catalogIn('25.05').match(old).outcome).to.equal('option');
    expect(renameIn(old, ['nixos'], '25.05')).to.equal(undefined);
    expect(catalogIn('26.05').match(old).outcome).to.equal('unknown');
    expect(renameIn(old, ['nixos'], '26.05')?.new).to.deep.equal([
      'services.logind.settings.Login.HandleLidSwitch',
    ]);
  });

  it('moves what lies below a name that moved as a whole', () => {
    const below = renameIn('services.bird2.enable', ['nixos'], '26.05');
    expect(below?.new).to.deep.equal(['services.bird.enable']);
  });

  it('tells what Home Manager calls an option now', () => {
    expect(renameIn('programs.git.userName', ['home-manager'], '26.05')?.new).to.deep.equal([
      'programs.git.settings.user.name',
    ]);
  });

  it('leads to the last of several names, and takes what was removed for no rename', () => {
    expect(
      findRename('services.xserver.desktopManager.gnome3.enable', ['nixos'], '26.05'),
    ).to.deep.include({ outcome: 'renamed', to: ['services.desktopManager.gnome.enable'] });
    const flavor = findRename('services.gpg-agent.pinentryFlavor', ['home-manager']);
    expect(flavor).to.include({ outcome: 'removed' });
    expect(flavor).to.have.property('note').that.contains('pinentry.package = pkgs.');
  });

  it('dates the names of Home Manager, and knows what the set at hand has where no release is said', () => {
    const moved = 'programs.fzf.fileWidgetOptions';
    expect(renameIn(moved, ['home-manager'], '26.05')).to.equal(undefined);
    expect(renameIn(moved, ['home-manager'], '26.11')?.new).to.have.length(1);
    expect(renameIn(moved, ['home-manager'])?.since).to.equal('26.11');
  });

  it('says that it may lack a newer option, but not for the release that it was made from', () => {
    expect(catalogIn('26.05').gaps).to.be.a('string');
    expect(catalogIn('25.05').gaps).to.equal(undefined);
    expect(catalogIn('26.05', 'home-manager').gaps).to.equal(undefined);
  });
});
