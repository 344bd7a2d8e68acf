import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { FileChange, Prompt } from '@nixai/api';
import { createTestHost, errorCode } from '@nixai/api/testing';
import { planMerge } from './plan.js';

describe('what is asked of a merge', () => {
  let folder: string;
  let written: readonly FileChange[] = [];
  let called = '';
  const host = createTestHost({
    otherServices: {
      service: async () =>
        ({
          check: async () => ({ findings: [] }),
          option: async () => ({ outcome: 'unknown', nearest: [] }),
          diff: () => 'diff',
          plan: async (changes: readonly FileChange[], about: string) => {
            written = changes;
            called = about;
            return { about: '', actions: [], risk: 'none', apply: async () => ({}) };
          },
        }) as never,
    },
  });
  const mine = `{ lib, config, ... }:
{
  services.a.port = 80;
  services.b = lib.mkIf config.x { port = 80; };
  services.c.list = lib.mkForce [ 1 ];
}
`;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-merge-'));
    writeFileSync(join(folder, 'configuration.nix'), mine);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Merges, and answers each question by the name that a choice begins with. */
  async function merge(nix: string, ...answers: readonly string[]) {
    const left = [...answers];
    const prompt = {
      interactive: true,
      select: async (_: string, choices: readonly { name: string; value: unknown }[]) => {
        const wanted = left.shift() ?? '';
        const choice = choices.find(({ name }) => name.startsWith(wanted));
        if (choice === undefined) throw new Error(choices.map(({ name }) => name).join('; '));
        return choice.value;
      },
      input: async () => left.shift() ?? '',
    } as unknown as Prompt;
    const options = {
      entry: join(folder, 'configuration.nix'),
      about: 'snippets apply sample',
      inline: false,
    };
    const template = { id: 'sample', nix, kind: 'nixos' as const };
    await planMerge(host, template, options, prompt, () => undefined);
    return (name: string) => String(written.find(({ path }) => path.endsWith(name))?.content ?? '');
  }

  it('is called as the person called it', async () => {
    await merge('{ ... }: { services.d.enable = true; }');
    expect(called).to.equal('snippets apply sample');
  });

  it('leaves theirs, takes the template’s, or takes another value', async () => {
    const nix = '{ ... }:\n{\n  services.a.port = 81;\n  services.a.host = "x";\n}\n';
    const yours = await merge(nix, 'yours: 80');
    expect(yours('configuration.nix')).to.contain('port = 80;');
    expect(yours('sample.nix')).to.equal('{ ... }:\n{\n  services.a.host = "x";\n}\n');
    const theirs = await merge(nix, "the template's: 81");
    expect(theirs('configuration.nix')).to.contain('services.a.port = 81;');
    const other = await merge(nix, 'another value', '8080 )', '8080');
    expect(other('configuration.nix')).to.contain('services.a.port = 8080;');
  });

  it('outdoes what counts under a condition, and adds to a forced list where it stands', async () => {
    const conditional = await merge('{ ... }:\n{\n  services.b.port = 81;\n}\n', "the template's");
    expect(conditional('configuration.nix')).to.contain('{ port = 80; }');
    expect(conditional('sample.nix')).to.equal(
      '{ lib, ... }:\n{\n  services.b.port = lib.mkForce 81;\n}\n',
    );
    const list = await merge('{ ... }: { services.c.list = [ 1 2 ]; }', "the template's");
    expect(list('configuration.nix')).to.contain('lib.mkForce [ 1 2 ]');
  });

  it('keeps what belongs to the machine, unasked', async () => {
    writeFileSync(join(folder, 'configuration.nix'), '{ system.stateVersion = "23.11"; }\n');
    const made = await merge('{ system.stateVersion = "26.05"; a = 1; }\n');
    expect(made('configuration.nix')).to.contain('"23.11"').and.not.to.contain('26.05');
    expect(made('sample.nix')).to.equal('{ a = 1; }\n');
  });

  it('is refused where the whole cannot be seen', async () => {
    writeFileSync(join(folder, 'configuration.nix'), 'import ./x.nix { a = 1; }\n');
    expect(await errorCode(() => merge('{ b = 1; }'))).to.equal('merge-unplaceable');
  });
});
