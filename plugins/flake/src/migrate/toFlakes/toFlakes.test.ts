import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CommandContext } from '@nixai/api';
import { analyze } from '../analyze/analyze.js';
import { entriesOf } from '../read/entry.js';
import { toFlakes } from './toFlakes.js';

describe('to-flakes where nothing says which nixpkgs it is', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-to-flakes-'));
    writeFileSync(join(folder, 'configuration.nix'), '{ networking.hostName = "box"; }\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const flag of ['dryRun', 'withBlockers'] as const)
    it(`makes up no flake, with ${flag} neither`, async () => {
      const made = toFlakes({
        // Neither is asked: it is refused before.
        ...({} as Pick<CommandContext, 'host' | 'carryOut' | 'signal' | 'progress'>),
        folder,
        entries: entriesOf(folder),
        known: { channels: [] },
        flags: { dryRun: false, yes: true, proof: true, withBlockers: false, [flag]: true },
      });
      const error = await made.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).to.include({ code: 'migrate-nixpkgs-unknown', exitCode: 5 });
      expect(error).to.have.property('hint').that.contains('--channel nixos=https://');
      expect(existsSync(join(folder, 'flake.nix'))).to.equal(false);
    });

  it('names no place in a file that has none', () => {
    const { sites, proposal } = analyze(folder, () => entriesOf(folder), { channels: [] });
    expect(sites).to.deep.equal([]);
    expect(proposal?.isNixpkgsKnown).to.equal(false);
  });
});
