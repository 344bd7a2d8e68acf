// Text of a stranger that goes into a Nix file that is written: a description, a version, a name of a
// folder, a host, a pin. It stays text: nothing of it is code in what was made of it.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { parse, walk } from '@nixai/nix';
import { createHome } from '../support/home.js';
import { root } from '../support/packed.js';
import { createDriver } from './support/driver.js';

/** The name that must never be one of the language. */
const word = 'pwned';
const payloads = [
  '${pwned}',
  '$${pwned}',
  '\\${pwned}',
  '"; pwned = 1; x = "',
  '\\"; pwned = 1; x = "',
  "''; pwned = 1; x = ''",
  "''${pwned}",
  "'''${pwned}",
  "''\\''; pwned = 1; x = ''",
  '*/ pwned /*',
  'x\n pwned',
  '\u0000${pwned}',
  'a ] ++ pwned ++ [',
];
const json = (value) => JSON.stringify(value);
const pack = ['package-repo', '--hashes', 'fake', '--local', 'in', '--output', 'out', '--yes'];
const aFlake = `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  outputs = { self, nixpkgs }: { nixosConfigurations.box = nixpkgs.lib.nixosSystem { modules = [ ./box.nix ]; }; };
}
`;
const nixText = (text) =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('${', '\\${');
const noNul = (text) => text.replaceAll('\u0000', '');

const desk = {
  '.config/nixai/templates/desk.yaml': 'title: Desk\nvariables:\n  - name: note\n    example: a\n',
  '.config/nixai/templates/desk.nix': '{ users.motd = @note@; }\n',
};
const packageLock = json({ name: 'shop', version: '1.0.0', lockfileVersion: 3, packages: {} });

/** What is made of a payload: the files that are there, and the words. */
const makers = {
  'a package.json': (text) => ({
    files: {
      'in/package-lock.json': packageLock,
      'in/package.json': json({
        ...{ name: text, version: text, description: text, homepage: text, license: text },
        ...{ main: text, bin: { [text]: text }, repository: text, author: text },
        ...{ scripts: { build: text, test: text }, dependencies: { [text]: text } },
      }),
    },
    argv: pack,
  }),
  'a description and a licence in package.json': (text) => ({
    files: {
      'in/package-lock.json': packageLock,
      'in/package.json': json({
        ...{ name: 'shop', version: '1.0.0', description: text, homepage: text, license: text },
        ...{ bin: { shop: text }, repository: { url: text } },
      }),
    },
    argv: pack,
  }),
  'a Cargo.toml': (text) => ({
    files: {
      'in/Cargo.toml': `[package]\nname = "shop"\nversion = ${json(text)}\ndescription = ${json(text)}\nlicense = ${json(text)}\nhomepage = ${json(text)}\n[[bin]]\nname = ${json(text)}\n[dependencies]\nx = { git = ${json(text)} }\n`,
      'in/src/main.rs': 'fn main() {}\n',
    },
    argv: pack,
  }),
  'a pyproject.toml': (text) => ({
    files: {
      'in/pyproject.toml': `[build-system]\nrequires = [${json(text)}]\n[project]\nname = "shop"\nversion = ${json(text)}\ndescription = ${json(text)}\nlicense = ${json(text)}\ndependencies = [${json(text)}]\n[project.scripts]\n${json(text)} = ${json(text)}\n[project.urls]\nhomepage = ${json(text)}\n`,
    },
    argv: pack,
  }),
  'a go.mod': (text) => ({
    files: {
      'in/go.mod': `module example.org/${text}\n\ngo 1.24\n`,
      [`in/cmd/x/main.go`]: `package main\n// ${text}\nfunc main() {}\n`,
    },
    argv: pack,
  }),
  'a CMakeLists.txt': (text) => ({
    files: {
      'in/CMakeLists.txt': `project(shop VERSION ${text} DESCRIPTION ${json(text)} HOMEPAGE_URL ${json(text)})\nfind_package(${text} REQUIRED)\npkg_check_modules(X ${text})\nadd_executable(${text} a.c)\n`,
    },
    argv: pack,
  }),
  'a LICENSE and a README': (text) => ({
    files: {
      'in/Makefile': `VERSION = ${text}\nPREFIX ?= ${text}\ninstall:\n\t${text}\n`,
      'in/README.md': `# ${text}\n\n${text}\n`,
      'in/LICENSE': text,
    },
    argv: [...pack, '--name', 'shop', '--build-system', 'make', '--language', 'c'],
  }),
  'the description of a flake': (text) => ({
    files: { 'out/go.mod': 'module a\n' },
    argv: ['flake', 'create', 'out', '--yes', `--desc=${noNul(text)}`],
  }),
  'the folder of a flake': (text) => ({
    files: { [`out/${noNul(text).replaceAll('/', '|')}/go.mod`]: 'module a\n' },
    argv: ['flake', 'create', `out/${noNul(text).replaceAll('/', '|')}`, '--analyze', '--yes'],
  }),
  'the folder of an environment': (text) => ({
    files: { [`out/${noNul(text).replaceAll('/', '|')}/go.mod`]: 'module a\n' },
    argv: ['devenv', 'from-repo', `out/${noNul(text).replaceAll('/', '|')}`, '--yes'],
  }),
  'a variable and a hook of a shell': (text) => ({
    files: {
      'out/shell.nix': `{ pkgs }: pkgs.mkShell { packages = [ pkgs.jq ]; A = "${nixText(text)}"; shellHook = "${nixText(text)}"; }\n`,
    },
    argv: ['devenv', 'migrate', 'out', '--yes'],
    code: [0, 1],
  }),
  'a value of a template': (text) => ({
    files: desk,
    argv: [
      ...['templates', 'apply', 'desk', '--output', 'out/a.nix', '--yes'],
      `--set=note=${noNul(text)}`,
    ],
  }),
  'a value of a template that is merged': (text) => ({
    files: { ...desk, 'out/a.nix': '{ networking.hostName = "a"; }\n' },
    argv: [
      ...['templates', 'apply', 'desk', '--merge', '--inline', '--output', 'out/a.nix', '--yes'],
      `--set=note=${noNul(text)}`,
    ],
  }),
  'where the packages of a flake come from': (text) => ({
    argv: [
      ...['templates', 'apply', 'flake', '--output', 'out/a.nix', '--yes'],
      ...['--set=hostName=a', `--set=nixpkgs=${noNul(text)}`],
    ],
  }),
  'a cell of a table': (text) => ({
    files: {
      ...desk,
      'hires.csv': `machine,note\na,"${text.replaceAll('"', '""')}"\n`,
      'targets.yaml': 'a: out/a.nix\n',
    },
    argv: [
      ...['templates', 'deploy-bulk', 'desk', '--yes'],
      ...['--csv-file', 'hires.csv', '--target-machines', 'targets.yaml'],
    ],
  }),
  'the name of a host': (text) => ({
    files: {
      'out/configuration.nix': `{ networking.hostName = "${nixText(text)}"; x = <nixpkgs>; }\n`,
    },
    argv: [
      ...['migrate', 'to-flakes', 'out', '--no-proof', '--yes'],
      ...['--channel', 'nixos=https://channels.nixos.org/nixos-26.05'],
    ],
  }),
  'the name and the address of a channel': (text) => ({
    files: { 'out/configuration.nix': '{ networking.hostName = "a"; x = <nixos>; }\n' },
    argv: [
      ...['migrate', 'to-flakes', 'out', '--no-proof', '--yes'],
      ...['--channel', `nixos=https://example.org/${noNul(text)}`],
    ],
  }),
  'the pins of niv': (text) => ({
    files: {
      'out/flake.nix': aFlake,
      'out/box.nix': '{ x = (import ./nix/sources.nix).shop; }\n',
      'out/nix/sources.json': json({
        shop: { type: 'tarball', owner: text, repo: text, rev: text, url: text, branch: text },
        [text]: { owner: 'a', repo: 'b', rev: '1'.repeat(40) },
      }),
    },
    argv: ['migrate', 'flake-inputs', 'out', '--write', '--yes'],
    code: [0, 1],
  }),
  'the lock of a flake': (text) => ({
    files: {
      'out/flake.nix': aFlake,
      'out/box.nix': '{ networking.hostName = "box"; }\n',
      'out/flake.lock': json({
        nodes: {
          nixpkgs: {
            locked: { type: 'github', owner: text, repo: text, rev: text, narHash: text },
            original: { type: 'github', owner: text, repo: text, ref: text },
          },
          root: { inputs: { nixpkgs: 'nixpkgs', [text]: 'nixpkgs' } },
        },
        root: 'root',
        version: 7,
      }),
    },
    argv: ['migrate', 'from-flakes', 'out', '--yes'],
  }),
  'the description of a template': (text) => ({
    files: {
      'out/web.nix': '{ services.nginx.enable = true; }\n',
    },
    argv: ['templates', 'save', 'mine', 'out/web.nix', '--yes', `--title=${noNul(text)}`],
  }),
};

describe("a stranger's text in what is written", function () {
  this.timeout(600_000);
  let home;
  let driver;
  before(() => {
    home = createHome();
    driver = createDriver(home, join(root, 'core/cli/bundle/main.cjs'), 60_000);
  });
  after(() => {
    driver.stop();
    home.remove();
  });

  /** Where the word is code in a Nix text; a text that is no Nix at all counts too. */
  function codeIn(text) {
    const { tree, errors } = parse(text);
    const found = errors.map(({ message }) => `does not parse: ${message}`);
    walk(tree.root, (node) => {
      const named = [node.name, node.text].some((one) => one === word || `${one}`.includes(word));
      if (['identifier', 'path', 'uri'].includes(node.kind) && named) found.push(node.kind);
    });
    return found;
  }

  for (const [what, make] of Object.entries(makers))
    it(`stays text: ${what}`, async () => {
      const written = { yes: 0, no: 0 };
      for (const payload of payloads) {
        for (const name of readdirSync(home.path))
          rmSync(join(home.path, name), { recursive: true, force: true });
        const { files = {}, argv, code: expected = [0] } = make(payload);
        for (const [name, text] of Object.entries(files)) {
          mkdirSync(dirname(join(home.path, name)), { recursive: true });
          writeFileSync(join(home.path, name), text);
        }
        const before = new Map(nixFiles());
        const { code, stderr, crash, hung } = await driver.run(argv, {});
        const how = `${json(payload)}: ${stderr}`;
        expect([crash, hung], how).to.deep.equal([undefined, undefined]);
        expect(code, how).to.be.oneOf([...expected, 1, 2, 5]);
        expect(stderr, how).to.not.match(/\n\s+at |failed in a way/);
        const made = nixFiles().filter(([name, text]) => before.get(name) !== text);
        written[made.length > 0 ? 'yes' : 'no']++;
        for (const [name, text] of made)
          expect(codeIn(text), `${how}\n${name}:\n${text}`).to.deep.equal([]);
      }
      console.log(`      ${written.yes} written, ${written.no} refused`);
    });

  function nixFiles() {
    return readdirSync(home.path, { recursive: true })
      .filter((name) => name.endsWith('.nix') && !name.startsWith('.local/share/nixai/migr'))
      .map((name) => [name, readFileSync(join(home.path, name), 'utf8')]);
  }
});
