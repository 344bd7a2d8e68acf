import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';
import { gemset, parseGemfileLock } from './lock.js';

const lock = `GEM
  remote: https://rubygems.org/
  specs:
    rake (13.2.1)
    thor (1.3.2)
      rake (>= 12)

PLATFORMS
  ruby

DEPENDENCIES
  thor

CHECKSUMS
  rake (13.2.1) sha256=46cb38dae65d7d74b6020a4ac9d48afed8eb8149c040eccf0523bec91907059d
  thor (1.3.2) sha256=eef0293b9e24158ccad7ab383ae83534b7ad4ed99c09f96f1a6b036550abbeda

BUNDLED WITH
   2.6.1
`;

describe('a project of Ruby', () => {
  it('is installed from its lock, with the checksums that the lock has', async () => {
    const { text, analysis } = await derivationOf({
      'weather.gemspec':
        'Gem::Specification.new do |spec|\n  spec.name = "weather"\n  spec.summary = "Tells the weather"\n  spec.license = "MIT"\n  spec.bindir = "exe"\n  spec.add_dependency "thor", "~> 1.3"\nend\n',
      'exe/wx': '#!/usr/bin/env ruby\n',
      'Gemfile.lock': lock,
    });
    expect(text)
      .to.contain('bundlerApp {')
      .and.contain('gemdir = ./.;')
      .and.contain('exes = [ "wx" ];')
      .and.contain('passthru.updateScript = bundlerUpdateScript "weather";')
      .and.not.contain('src =');
    // The builder has it from gemset.nix, and fails where it is told.
    expect(text).not.to.match(/^ {2}version/m);
    const made = analysis.components[0]!.facts.companions!.find(
      ({ path }) => path === 'gemset.nix',
    )!;
    expect(made.text).to.contain(
      'sha256 = "eef0293b9e24158ccad7ab383ae83534b7ad4ed99c09f96f1a6b036550abbeda";',
    );
    expect(made.text).to.contain('dependencies = [\n      "rake"\n    ];');
  });

  it('has no gemset where one checksum is missing, or a gem is from elsewhere', () => {
    expect(gemset(parseGemfileLock(lock.replace(/ {2}rake .*sha256.*\n/, '')))).to.equal(undefined);
    expect(gemset(parseGemfileLock(`GIT\n  remote: https://example.org/x\n${lock}`))).to.equal(
      undefined,
    );
  });
});
