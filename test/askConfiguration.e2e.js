// Questions about a person's own configuration, with no model: the checker answers them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const schema = JSON.parse(readFileSync(join(root, 'core/cli/schemas/ask.json'), 'utf8'));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

const risky = `{ config, pkgs, ... }:
{
  services.openssh.enable = true;
  services.openssh.settings.PermitRootLogin = "yes";
  networking.firewall.enable = false;
  users.users.bob.initialPassword = "hunter2-of-bob";
}
`;

describe('asking about a configuration', () => {
  let home;
  before(() => (home = createHome({ NIXAI_OFFLINE: '1' })));
  after(() => home.remove());

  async function ask(question, input, ...flags) {
    const run = await home.nixai([question, '--json', ...flags], { input });
    expect(run.code, run.stderr).to.equal(0);
    expect(run.stdout).to.not.contain('hunter2');
    const document = JSON.parse(run.stdout);
    expect(validate(document), JSON.stringify(validate.errors)).to.equal(true);
    return document;
  }
  const found = ({ findings }) => findings?.map(({ rule, line }) => `${rule}:${line}`);

  it('"is this secure?" names each fault with its line, the gravest first, and no secret', async () => {
    const document = await ask('is this secure?', risky);
    expect(found(document)).to.deep.equal([
      'plain-password:6',
      'ssh-root-login:4',
      'firewall-off:5',
    ]);
    expect(document.answer.split('\n').slice(0, 3).join('\n')).to.match(
      /^## Found in your configuration\n\n- \*\*error\*\* stdin:6: a password stands/,
    );
    expect(document.sections[0].kind).to.equal('findings');
    expect(document.answer).to.contain('## In general');
  });

  it('says that nothing was found, and what that rests on', async () => {
    const { answer, findings } = await ask('is this right?', '{ services.nginx.enable = true; }\n');
    expect(findings).to.deep.equal([]);
    expect(answer).to.contain('nothing at fault').and.contain('1 definition checked against nixai');
  });

  it('answers what is wrong with a text that does not parse', async () => {
    const document = await ask('what is wrong here?', '{\n  networking.hostName = "box"\n}\n');
    expect(document.outcome).to.equal('answered');
    expect(document.answer).to.contain('**error** stdin:2: missing `;`');
  });

  it('reads the folder of the machine', async () => {
    const folder = join(home.path, 'nixos');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'configuration.nix'), '{ imports = [ ./net.nix ]; }\n');
    writeFileSync(join(folder, 'net.nix'), '{ networking.firewall.enable = false; }\n');
    const document = await ask('is my configuration secure?', undefined, '--nixos-path', folder);
    const off = document.findings.find(({ rule }) => rule === 'firewall-off');
    expect(off.file).to.equal(join(folder, 'net.nix'));
  });

  it('keeps to the question where that is not about the file, and to Nix', async () => {
    expect((await ask('how do I enable SSH?', risky)).findings).to.equal(undefined);
    const log = 'error: a = b; builder failed\n{ "level": 3 }\n';
    expect((await ask('why does this fail?', log)).findings).to.equal(undefined);
  });

  it('tells a model what is certain', async () => {
    const { stdout } = await home.nixai(
      ['is this secure?', '--show-prompt', '--provider', 'ollama', '--model', 'm'],
      { input: risky, env: { NIXAI_OFFLINE: '' } },
    );
    expect(stdout)
      .to.contain('what nixai check found in it')
      .and.contain('root may log in over SSH');
    expect(stdout).to.not.contain('hunter2');
  });
});
