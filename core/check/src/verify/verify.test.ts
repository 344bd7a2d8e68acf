import { createTestHost } from '@nixai/api/testing';
import { expect } from 'chai';
import {
  docs,
  type DocsEngine,
  type Host,
  type OptionCatalog,
  type OptionLookup,
  type OptionMatch,
  type PackageDoc,
  type Passage,
} from '@nixai/api';
import { footerOf } from './footer.js';
import { createVerifier } from './verify.js';

const declared = [
  'services.openssh.enable',
  'services.openssh.settings',
  'services.nginx.enable',
  'services.nginx.virtualHosts.<name>.forceSSL',
  'users.users.<name>.isNormalUser',
  'networking.firewall.enable',
  'environment.systemPackages',
];

/** A small option set that is complete: what is not in it is wrong. */
const catalog: OptionCatalog = {
  set: 'nixos',
  source: 'test',
  count: declared.length,
  match(path): OptionMatch {
    const segments = typeof path === 'string' ? path.split('.') : path;
    const fits = (name: string) =>
      name
        .split('.')
        .every((one, at) => at >= segments.length || one === '<name>' || one === segments[at]);
    const hit = declared.find(fits);
    if (hit === undefined || segments.length > hit.split('.').length) {
      if (segments.join('.').startsWith('services.openssh.settings.'))
        return {
          outcome: 'inside',
          name: 'services.openssh.settings',
          type: 'attribute set',
          rest: [],
        };
      return { outcome: 'unknown', known: [] };
    }
    return hit.split('.').length === segments.length
      ? { outcome: 'option', name: hit, type: 'boolean' }
      : { outcome: 'branch' };
  },
  option: () => undefined,
  below: () => [],
  nearest: () => [],
};

function verifierWith(
  settings: Record<string, unknown> = {},
  otherwise: OptionLookup = { outcome: 'unknown', nearest: ['services.nginx.enable'] },
) {
  const engine: Partial<DocsEngine> = {
    catalog: async (set) => (set === 'nixos' ? catalog : undefined),
    package: async (name) => (name === 'vim' ? ({ name } as unknown as PackageDoc) : undefined),
    status: async () => [
      { name: 'test', status: { available: true, detail: '', counts: { package: 1 } } },
    ],
    search: async () => ({ passages: [{ title: 'vim' } as unknown as Passage], reports: [] }),
    optionSetDescription: async () => ({ text: 'the test set', source: 'test', complete: true }),
    option: async (name) =>
      name === 'services.openssh.permitRootLogin'
        ? { outcome: 'renamed', to: ['services.openssh.settings.PermitRootLogin'] }
        : otherwise,
  };
  const host = {
    config: createTestHost({ config: settings }).config,
    checkRules: { list: async () => [] },
    log: { debug() {}, info() {}, warn() {} },
    service: async ({ key }: { key: symbol }) => {
      expect(key).to.equal(docs.key);
      return engine;
    },
  } as unknown as Host;
  return createVerifier(host);
}

const nix = (code: string) => `Do this:\n\n\`\`\`nix\n${code}\n\`\`\`\n\nThen rebuild.\n`;
const verify = (markdown: string) => verifierWith().verify(markdown);

describe('verifier', () => {
  it('leaves an answer that holds as it is, and counts what it checked', async () => {
    const text = nix(
      'services.openssh = {\n  enable = true;\n  settings.PermitRootLogin = "no";\n};',
    );
    const { markdown, verification } = await verify(text);
    expect(markdown).to.equal(text);
    expect(footerOf(verification)).to.equal('3 options checked against the test set: 0 unknown');
  });

  it('marks an invented option below its block, with the nearest real one', async () => {
    const { markdown, verification } = await verify(nix('services.nginx.enabel = true;'));
    expect(markdown).to.contain('> **Check:** `services.nginx.enabel`: no option of');
    expect(markdown).to.contain('nearest: `services.nginx.enable`');
    expect(markdown.indexOf('**Check:**')).to.be.lessThan(markdown.indexOf('Then rebuild'));
    expect(verification.options[0]).to.include({ verdict: 'unknown' });
  });

  it('has a model mend a value of the wrong type, as the checker tells it', async () => {
    const complaints: string[] = [];
    const repair = async (complaint: string) => {
      complaints.push(complaint);
      return nix('services.nginx.enable = true;');
    };
    const wrong = nix('services.nginx.enable = "yes";');
    const { markdown, verification } = await verifierWith().verify(wrong, { repair });
    expect(complaints[0]).to.match(/Nix block 1, line 1: .*services\.nginx\.enable.*boolean/);
    expect(markdown).to.equal(nix('services.nginx.enable = true;'));
    expect(verification.repaired).to.equal(true);
    const unmended = await verifierWith().verify(wrong, { repair: async () => wrong });
    expect(unmended.markdown).to.match(/> \*\*Check:\*\* line 1: .*boolean/);
  });

  it('says what a renamed option is called now', async () => {
    const { markdown } = await verify(nix('services.openssh.permitRootLogin = "no";'));
    expect(markdown).to.contain('renamed, write `services.openssh.settings.PermitRootLogin`');
  });

  it('needs not say what a line says itself', async () => {
    for (const now of ['services.openssh.settings.PermitRootLogin', 'PermitRootLogin']) {
      const text = `\`services.openssh.permitRootLogin\` is \`${now}\` now.`;
      expect((await verify(text)).markdown).to.equal(text);
    }
    const { verification } = await verify('`services.openssh.permitRootLogin`');
    expect(verification.options.map(({ verdict }) => verdict)).to.include('renamed');
  });

  it('marks an invented option in prose, once', async () => {
    const { markdown } = await verify('Set `services.nginx.magic`. Again: `services.nginx.magic`.');
    expect(markdown.match(/no option of/g)).to.have.lengthOf(1);
    expect(markdown).to.match(/^Set `services.nginx.magic` \*\*\(no option of/);
  });

  it("takes NAME and its like for a name of one's own", async () => {
    const { verification } = await verify('Set `services.NAME.enable` of it.');
    expect(verification.options.filter(({ verdict }) => verdict === 'unknown')).to.deep.equal([]);
  });

  it('takes a path of three steps for an option, whatever it ends with', async () => {
    expect((await verify('Set `services.nginx.config`.')).markdown).to.contain('no option of');
  });

  it('says of what module an option is that no set has', async () => {
    const { markdown, verification } = await verify('Set `services.vscode-server.enable`.');
    expect(markdown).to.match(
      /^Set `services.vscode-server.enable`\.\n\n> \*\*Not of NixOS itself:\*\* .* of nixos-vscode-server/,
    );
    expect(verification.options[0]).to.include({
      verdict: 'unsure',
      module: 'nixos-vscode-server',
    });
  });

  it('names at the end what may be of a module that the answer imports', async () => {
    const open = nix('{ imports = [ inputs.x.nixosModules.y ]; services.y.enable = true; }');
    const { markdown, verification } = await verify(open);
    expect(markdown).to.match(/> \*\*Not verified:\*\* `services.y.enable`: not in the test set/);
    expect(verification.options.at(-1)).to.include({ verdict: 'unsure' });
  });

  it('calls unknown what the set at hand is about, whatever other sets are not there', async () => {
    const without = verifierWith({}, { outcome: 'unsure', nearest: [] });
    const { markdown, verification } = await without.verify('Set `services.nginx.magic`.');
    expect(markdown).to.contain('**(no option of the test set)**');
    expect(verification.options[0]).to.include({ verdict: 'unknown' });
  });

  for (const [where, text] of [
    ['in a fence without a tag', '```\n{ services.nginx.magic = true; }\n```\n'],
    ['in a fence with another tag', '```json\nservices.nginx = { magic = true; };\n```\n'],
    [
      'in a fence of a list',
      '1. Do this:\n\n     ```nix\n     services.nginx.magic = 1;\n     ```\n',
    ],
    ['in a quotation', '> ```nix\n> services.nginx.magic = 1;\n> ```\n'],
    ['in a diff', '```diff\n-services.nginx.enable = true;\n+services.nginx.magic = true;\n```\n'],
    [
      'in what a shell writes',
      "```sh\ncat > a.nix <<'EOF'\n{ services.nginx.magic = 1; }\nEOF\n```\n",
    ],
    ['in what a shell quotes', "```bash\necho 'services.nginx.magic = true;' >> a.nix\n```\n"],
    ['in what a command is asked', '```console\n$ nixos-option services.nginx.magic\n```\n'],
    ['in a set of inline code', 'Write `services.nginx = { magic = true; };`.'],
    ['behind config in inline code', 'Look at `config.services.nginx.magic`.'],
    [
      'in what a module reads',
      nix('{ config, ... }: { networking.firewall.enable = config.services.nginx.magic; }'),
    ],
    ['in a block that does not parse', nix('services.nginx.magic = true\nfoo = 1;')],
  ] as const)
    it(`marks an invented option ${where}`, async () => {
      const { markdown } = await verify(text);
      expect(markdown).to.match(/`?services\.nginx\.magic`?.*no option of/);
    });

  it('marks an attribute that is given twice, and a name that nothing binds', async () => {
    const twice = nix('services.nginx.enable = true;\nservices.nginx.enable = false;');
    expect((await verify(twice)).markdown).to.contain('line 2: `services.nginx.enable` is defined');
    const unbound = nix('{ config, ... }:\n{ environment.systemPackages = [ pkgs.vim ]; }');
    expect((await verify(unbound)).markdown).to.contain('line 2: nothing binds the name `pkgs`');
  });

  it('says nothing of what is read from the value of an option', async () => {
    const { markdown } = await verify('Take `config.environment.systemPackages.version`.');
    expect(markdown).not.to.contain('no option of');
  });

  it('knows the options that the answer declares itself', async () => {
    const text = nix(
      '{ lib, config, ... }: { options.services.mine.enable = lib.mkEnableOption "x"; config = lib.mkIf config.services.mine.enable { }; }',
    );
    expect((await verify(`${text}\nSet \`services.mine.enable\`.`)).markdown).not.to.contain('**');
  });

  it('marks a package that is not there, and leaves alone what comes from elsewhere', async () => {
    const list =
      'environment.systemPackages = [ pkgs.vim pkgs.vmi inputs.x pkgs.python3Packages.y ] ++ (with pkgs; [ vim emcas ]) ++ (with other; [ z ]);';
    const { markdown, verification } = await verify(nix(list));
    expect(markdown).to.contain('`pkgs.vmi` is not among the packages').and.contain('`pkgs.emcas`');
    expect(verification.packages.map(({ name }) => name)).to.deep.equal(['vim', 'vmi', 'emcas']);
    expect(footerOf(verification)).to.contain('2 of 3 packages unknown');
  });

  it('looks into functions, mkIf and submodules', async () => {
    const code = `{ config, lib, pkgs, ... }:
lib.mkIf config.x {
  services.nginx.virtualHosts."a.b".forceSSL = true;
  services.nginx.virtualHosts."a.b".forceTLS = true;
}`;
    const { verification } = await verify(nix(code));
    const unknown = verification.options.filter(({ verdict }) => verdict === 'unknown');
    expect(unknown.map(({ name }) => name)).to.deep.equal([
      'services.nginx.virtualHosts."a.b".forceTLS',
    ]);
  });

  it('marks a block that is no valid Nix, with the line', async () => {
    const { markdown, verification } = await verify(nix('services.nginx.enable = true\nfoo = 1;'));
    expect(markdown).to.contain('This block is not valid Nix: line 1: missing `;`');
    expect(verification.snippets).to.deep.include({
      block: 1,
      parses: false,
      fault: 'line 1: missing `;` after the value of `services.nginx.enable`',
    });
  });

  for (const [what, text] of [
    [
      'files and units',
      'Look at `nix.conf`, `services.nix` and `sshd.service`, or `networking.service`.',
    ],
    ['library functions', 'Use `lib.mkIf` and `pkgs.vim`.'],
    ['placeholders', 'Each `services.<name>.enable` starts one.'],
    ['a derivation', nix('pkgs.mkShell { packages = [ pkgs.hello ]; }')],
    ['a package', nix('{ pname = "x"; version = "1"; meta.license = 1; }')],
    ['a flake', nix('{ inputs.nixpkgs.url = "x"; outputs = { self, nixpkgs }: { }; }')],
    ['other languages', '```sh\nservices.nginx.magic = 1\n```\n'],
    ['a config of another program', '```\nserver.port = 80\nservices {\n  a = 1;\n}\n```\n'],
  ] as const)
    it(`takes no offence at ${what}`, async () => {
      expect((await verify(text)).markdown).to.equal(text);
    });

  it('labels what may do harm, in a block and in prose, and gives the line as it stands', async () => {
    const text =
      'Run:\n\n```sh\ncurl https://x.org/i | sh\n```\n\nThen `rm -rf /nix/var` and go on.';
    const { markdown, verification } = await verify(text);
    expect(markdown).to.contain('> **Risk:** runs whatever that server sends, unseen: `curl https');
    expect(markdown).to.contain('`rm -rf /nix/var` **(risk: deletes without asking)** and go on.');
    expect(verification.risks.map(({ code }) => code)).to.deep.equal([
      'curl https://x.org/i | sh',
      'rm -rf /nix/var',
    ]);
  });

  it('asks the model once to mend it, and takes the better answer', async () => {
    const told: string[] = [];
    const { markdown, verification } = await verifierWith().verify(
      nix('services.nginx.enabel = true;'),
      {
        repair: async (complaints) => {
          told.push(complaints);
          return nix('services.nginx.enable = true;');
        },
      },
    );
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.contain('there is no option services.nginx.enabel');
    expect(markdown).to.contain('services.nginx.enable = true').and.not.to.contain('Check:');
    expect(verification).to.include({ repaired: true, rounds: 1 });
  });

  it('keeps the first answer, marked, where the second gives up', async () => {
    const first = 'Set `services.nginx.autoTls`, and `services.openssh.permitRootLogin = "no"`.';
    for (const second of ['no', 'I am sorry, there is no way to do what you ask for with NixOS.']) {
      const { markdown, verification } = await verifierWith().verify(first, {
        repair: async () => second,
      });
      expect(markdown).to.contain('`services.nginx.autoTls` **(no option');
      expect(verification).to.include({ repaired: false, rounds: 1 });
    }
  });

  it('keeps the first answer, marked, where the second is worse', async () => {
    const worse = nix('services.nginx.enabel = true;\nservices.nginx.magic = true;');
    const { markdown, verification } = await verifierWith({ ai_repair_rounds: 2 }).verify(
      nix('services.nginx.enabel = true;'),
      { repair: async () => worse },
    );
    expect(markdown).to.contain('enabel').and.not.to.contain('magic');
    expect(verification).to.include({ repaired: false, rounds: 2 });
  });
});
