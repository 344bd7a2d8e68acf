import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { NixaiError, type CheckRule, type DocsEngine } from '@nixai/api';
import { createTestHost } from '@nixai/api/testing';
import { createChecker } from '../check.js';
import { practiceRules } from './rules/index.js';

const engine: Partial<DocsEngine> = {
  catalog: async () => undefined,
  optionSetDescription: async (set) => ({ text: set, source: 'test', complete: false }),
};

function hostWith(config: Readonly<Record<string, unknown>>, rules: readonly CheckRule[]) {
  const host = createTestHost({ config, otherServices: { service: async () => engine as never } });
  host.checkRules.add('practice', () => rules);
  return host;
}

/** The rules that tell of a module, and what they say is to be done. */
async function told(text: string, config: Readonly<Record<string, unknown>> = {}) {
  const checker = createChecker(hostWith(config, practiceRules));
  const { findings } = await checker.check({ name: 'stdin', text });
  return findings.map(({ rule, hint = '' }) => `${rule}: ${hint}`).join('\n');
}

const options = (rule: string, name: string, values: readonly unknown[]) => ({
  'check.options': { [rule]: { [name]: values } },
});

describe('the lists that rules go by', () => {
  it('say which ports are to be open for no network', async () => {
    const opens = (port: number) => `{ networking.firewall.allowedTCPPorts = [ ${port} ]; }`;
    const set = options('firewall-database-open', 'ports', [9000]);
    expect(await told(opens(5432))).to.contain('firewall-database-open');
    expect(await told(opens(9000))).to.equal('');
    expect(await told(opens(5432), set)).to.equal('');
    expect(await told(opens(9000), set)).to.contain('firewall-database-open');
  });

  it('say which cards are trusted', async () => {
    const text = '{ networking.firewall.trustedInterfaces = [ "enp2s0" ]; }';
    const set = (card: string) => options('firewall-trusts-network-card', 'cards', [card]);
    expect(await told(text, set('enp3s0'))).to.contain('firewall-trusts-network-card');
    expect(await told(text, set('enp2s0'))).to.equal('');
  });

  it('say which groups there are', async () => {
    const text = '{ users.users.ada.extraGroups = [ "dockers" "vidoe" ]; }';
    const hint = await told(text, options('group-unknown', 'groups', ['dockers']));
    expect(await told(text)).to.contain('"docker" for "dockers"');
    expect(hint).to.contain('"video" for "vidoe"').and.not.to.contain('dockers');
  });

  it('say which packages with holes are accepted, and no others', async () => {
    const text = '{ nixpkgs.config.permittedInsecurePackages = [ "olm-3.2.16" "a-1" ]; }';
    const set = (...names: string[]) => options('allow-insecure', 'packages', names);
    expect(await told(text, set('olm-3.2.16'))).to.contain('allow-insecure');
    expect(await told(text, set('olm-3.2.16', 'a-1'))).to.equal('');
  });

  it('say which further variables hold a secret, in machines and in homes', async () => {
    const machine = '{ systemd.services.web.environment.SENTRY_DSN = "https://a@b"; }';
    const home = '{ home-manager.users.ada.home.sessionVariables.SENTRY_DSN = "https://a@b"; }';
    expect(await told(machine + '\n')).to.equal('');
    expect(await told(machine, options('secret-in-environment', 'names', ['DSN']))).to.contain(
      'secret-in-environment',
    );
    expect(await told(home, options('home-secret-in-environment', 'names', ['DSN']))).to.contain(
      'home-secret-in-environment',
    );
  });

  it('belong to rules of plugins as well', async () => {
    const house: CheckRule = {
      id: 'house/host-names',
      severity: 'error',
      set: 'nixos',
      options: ['networking.hostName'],
      parameters: { taken: { describe: 'Names that are taken', of: 'text', usual: [] } },
      applies: ({ values }, _, given) =>
        values.some((value) => value.type === 'string' && given('taken').has(value.value ?? '')),
      message: 'this name is taken',
      why: 'Two machines answer to it.',
      fix: 'Take another.',
      docs: 'https://wiki.example.org/names',
      samples: { fires: [], quiet: [] },
    };
    const text = '{ networking.hostName = "box"; }';
    const host = hostWith(options(house.id, 'taken', ['box']), [house]);
    const { findings } = await createChecker(host).check({ name: 'stdin', text });
    expect(findings.map(({ rule }) => rule)).to.deep.equal([house.id]);
  });

  describe('of an organisation', () => {
    let folder: string;
    before(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-rules-'))));
    after(() => rmSync(folder, { recursive: true }));
    const fileOf = (text: string) => {
      const file = join(folder, 'house.rules');
      writeFileSync(file, text);
      return file;
    };

    it('are lines of its file, and the settings win', async () => {
      const file = fileOf('firewall-off=off\nfirewall-database-open.ports = 9000, 9001\n');
      const text = '{ networking.firewall.allowedTCPPorts = [ 9001 ]; }';
      const house = { 'check.rules_file': file };
      expect(await told(text, house)).to.contain('firewall-database-open');
      const own = options('firewall-database-open', 'ports', [5432]);
      expect(await told(text, { ...house, ...own })).to.equal('');
    });

    it('are refused at their line', async () => {
      const file = fileOf('# ours\ngroup-unknown.gruops=media\n');
      const error = await refusal({ 'check.rules_file': file });
      expect(error.why).to.contain(`${file}:2: group-unknown.gruops`);
      expect(error.why).to.contain('(nearest: groups)');
    });
  });

  for (const [rule, name, values, why] of [
    ['firewall-database-opn', 'ports', [1], '(nearest: firewall-database-open)'],
    ['firewall-database-open', 'port', [1], '(nearest: ports); it has ports'],
    ['firewall-database-open', 'ports', [70_000], 'expected ports from 1 to 65535, not 70000'],
    ['firewall-database-open', 'ports', ['ssh'], 'expected ports from 1 to 65535, not "ssh"'],
    ['group-unknown', 'groups', [7], 'expected texts, not 7'],
    ['firewall-off', 'ports', [1], 'the rule has no options'],
  ] as const)
    it(`are refused where ${rule}.${name} is ${JSON.stringify(values)}`, async () =>
      expect((await refusal(options(rule, name, values))).why).to.contain(why));

  it('are passed over where no plugin gives the rule', async () => {
    const host = hostWith(options('house/absent', 'hosts', ['a']), practiceRules);
    await createChecker(host).check({ name: 'stdin', text: '{ }' });
    expect(host.logged.join()).to.contain('house/absent');
  });
});

async function refusal(config: Readonly<Record<string, unknown>>): Promise<NixaiError> {
  try {
    await told('{ }', config);
  } catch (error) {
    if (error instanceof NixaiError && error.code === 'check-options-invalid') return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
