import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CheckFinding } from '@nixai/api';
import { createTestHost } from '@nixai/api/testing';
import { catalogOfEntries } from '@nixai/docs';
import { createChecker } from './check.js';
import { registerCheckRules } from './index.js';

const options = {
  'services.openssh.enable': 'boolean',
  'users.users': 'attribute set of (submodule)',
  'users.users.<name>.isNormalUser': 'boolean',
  'systemd.services': 'attribute set of (submodule)',
  'systemd.services.<name>.script': 'string',
  'environment.systemPackages': 'list of package',
  'security.acme.certs': 'attribute set of (submodule)',
  'security.acme.certs.<name>.email': 'string',
  'security.acme.certs.<name>.group': 'string',
};
const catalog = {
  ...catalogOfEntries(Object.entries(options).map(([name, type]) => ({ name, type }))),
  set: 'nixos' as const,
};
const engine = {
  catalog: async (set: string) => (set === 'nixos' ? catalog : undefined),
  optionSetDescription: async () => ({ text: '', complete: true }),
  package: async () => undefined,
  which: async () => undefined,
};

async function told(text: string): Promise<readonly CheckFinding[]> {
  const host = createTestHost({ otherServices: { service: async () => engine as never } });
  registerCheckRules(host);
  const folder = mkdtempSync(join(tmpdir(), 'nixai-check-'));
  try {
    writeFileSync(join(folder, 'configuration.nix'), text);
    const { findings } = await createChecker(host).check(folder);
    return findings;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const rulesOf = async (text: string) =>
  (await told(text)).map(({ severity, rule }) => `${severity} ${rule}`);
const importing = (what: string, rest: string) =>
  `{ inputs, ... }: { imports = [ ${what} ]; ${rest} }`;
const state = 'system.stateVersion = "25.05";';

describe('what is certain', () => {
  it('is no name in a submodule that a module out of sight may add', async () => {
    const added = 'users.users.ada.maid = { };';
    expect(await rulesOf(importing('(builtins.fetchurl inputs.x)', added))).to.deep.equal([
      'note unknown-module',
    ]);
    // A slip is one all the same, and so is what known projects do not add.
    const slip = 'users.users.ada.isNormlUser = true;';
    expect(await rulesOf(importing('(builtins.fetchurl inputs.x)', slip))).to.deep.equal([
      'error unknown-option',
    ]);
    const sops = 'inputs.sops-nix.nixosModules.sops';
    expect(await rulesOf(importing(sops, added))).to.deep.equal(['error unknown-option']);
  });

  it('is an option of its own that stands inside of another, behind an open import too', async () => {
    for (const inside of [
      'systemd.services.a.users.users.ada.isNormalUser = true;',
      'systemd.services.a = { environment.systemPackages = [ ]; };',
      'systemd.services.a.environment = { systemPackages = [ ]; };',
    ]) {
      const [finding] = await told(importing('inputs.x.nixosModules.y', inside));
      expect(finding, inside).to.include({ rule: 'unknown-option', severity: 'error' });
      expect(finding?.hint).to.equal('close the braces of `systemd.services.a` before it');
    }
    const named = 'systemd.services.users.users.ada.isNormalUser = true;';
    const [finding] = await told(importing('inputs.x.nixosModules.y', named));
    expect(finding?.message).to.contain('`users.users.ada.isNormalUser` is one of its own');
    expect(finding?.hint).to.equal('close the braces of `systemd.services` before it');
  });

  it('is no call of `<name>` where a `__findFile` of its own looks for it', async () => {
    const call = 'services.openssh.enable = <den/shell> "fish";';
    expect(await rulesOf(`{ ... }: { ${call} }`)).to.include('error call-of-no-function');
    expect(await rulesOf(`{ __findFile, ... }: { ${call} }`)).not.to.include(
      'error call-of-no-function',
    );
  });

  it('is no function of lib that only begins like one', async () => {
    const hints = (await told('{ ... }: { a = mkIf 1; b = mkDarwin 1; }')).map(({ hint }) => hint);
    expect(hints).to.include('write `lib.mkIf`').and.not.to.include('write `lib.mkDarwin`');
  });

  it('is which step of an own option nothing declares', async () => {
    const own = (name: string) => `options.acme.web.port = 1; config.acme.web.${name} = 2;`;
    const [finding] = await told(importing('inputs.x.nixosModules.y', own('title')));
    expect(finding?.message).to.match(/^`acme\.web\.title` is not known here/);
    const [slip] = await told(importing('inputs.x.nixosModules.y', own('prot')));
    expect(slip).to.include({ severity: 'error', hint: 'did you mean `acme.web.port`?' });
  });

  it('is nothing that an import would have said that is not there', async () => {
    expect(await rulesOf('{ imports = [ ./shared.nix ]; }')).to.deep.equal([
      'error import-not-there',
    ]);
    expect(await rulesOf('{ }')).to.include('warning state-version-missing');
  });

  it('is that terms are to be accepted, once for a certificate', async () => {
    const certs = `${state} security.acme.certs.web = { email = "a@b"; group = "c"; };`;
    expect(await rulesOf(`{ ${certs} }`)).to.include('error acme-terms-not-accepted');
    const all = await rulesOf(`{ ${certs} security.acme.certs.mail.email = "a@b"; }`);
    expect(all.filter((one) => one.includes('acme'))).to.have.lengthOf(2);
    expect(await rulesOf(`{ ${certs} security.acme.acceptTerms = true; }`)).not.to.include(
      'error acme-terms-not-accepted',
    );
  });
});
