// What the templates plugin writes: applied templates and snippets, and what a person keeps of either.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { done, put, repository, writing } from './trees.js';

const plugin = 'templates';
const own = '{ ... }:\n{\n  networking.hostName = "box"; # mine\n}\n';
const tls = '{ security.acme.acceptTerms = true; }\n';
const into = ['-o', 'configuration.nix', '--yes'];
const desk = 'title: Desk\nvariables:\n  - name: hostName\n    example: a\n';
const deskNix = '{ networking.hostName = @hostName@; services.fwupd.enable = true; }\n';
const nginx = `{\n  services.nginx = {\n    enable = true;\n  };\n  services.openssh.enable = true;\n}\n`;

const ownTemplate = {
  '.config/nixai/templates/desk.yaml': desk,
  '.config/nixai/templates/desk.nix': deskNix,
};
const addTls = (home) => done(home, ['snippets', 'add', 'tls', 'tls.nix', '--yes']);
/** The template is applied, and then there is a newer one. */
async function applied(home) {
  await done(home, [
    'templates',
    'apply',
    'desk',
    '--set',
    'hostName=box',
    '-o',
    'desk.nix',
    '--yes',
  ]);
  put(home, '.config/nixai/templates/desk.yaml', `${desk}version: 1.1.0\n`);
  put(home, '.config/nixai/templates/desk.nix', deskNix.replace('fwupd', 'upower'));
}
const update = ['templates', 'update', 'desk', '-o', 'desk.nix', '--yes'];

export const templateWriters = [
  writing(
    'templates apply',
    ['templates', 'apply', 'flake', '--set', 'hostName=box', '--output', 'flake.nix', '--yes'],
    { plugin },
  ),
  writing('templates apply --merge', ['templates', 'apply', 'development', '--merge', ...into], {
    plugin,
    files: { 'configuration.nix': own },
  }),
  writing('templates save', ['templates', 'save', 'mine', 'web.nix', '--yes'], {
    plugin,
    files: { 'web.nix': nginx },
  }),
  writing(
    'templates combine',
    ['templates', 'combine', 'development', 'laptop', '--output', 'both', '--yes'],
    { plugin },
  ),
  writing(
    'templates add',
    (home) => ['templates', 'add', `git+file://${home.path}/house`, '--yes'],
    {
      plugin,
      files: { 'house/templates/desk.yaml': desk, 'house/templates/desk.nix': deskNix },
      starts: true,
      prepare: (home) => repository(join(home.path, 'house')),
    },
  ),
  writing('templates update', update, {
    plugin,
    files: ownTemplate,
    prepare: applied,
  }),
  writing('templates rollback', ['templates', 'rollback', 'desk', '-o', 'desk.nix', '--yes'], {
    plugin,
    files: ownTemplate,
    async prepare(home) {
      await applied(home);
      await done(home, update);
    },
  }),
  writing(
    'templates deploy-bulk',
    [
      ...['templates', 'deploy-bulk', 'desk', '--yes'],
      ...['--csv-file', 'hires.csv', '--target-machines', 'machines.yaml'],
    ],
    {
      plugin,
      files: {
        ...ownTemplate,
        'hires.csv': 'machine,hostName\nweb-1,one\nweb-2,two\n',
        'machines.yaml': 'web-1: hosts/web-1.nix\nweb-2: hosts/web-2.nix\n',
      },
    },
  ),
  writing('snippets add', ['snippets', 'add', 'tls', 'tls.nix', '--yes'], {
    plugin,
    files: { 'tls.nix': tls },
  }),
  writing('snippets remove', ['snippets', 'remove', 'tls', '--yes'], {
    plugin,
    files: { 'tls.nix': tls },
    prepare: addTls,
  }),
  writing('snippets apply', ['snippets', 'apply', 'tls', ...into], {
    plugin,
    files: { 'tls.nix': tls, 'configuration.nix': own },
    prepare: addTls,
  }),
  writing('snippets edit', ['snippets', 'edit', 'tls'], {
    plugin,
    files: { 'tls.nix': tls, editor: '#!/bin/sh\nsed -i s/true/false/ "$1"\n' },
    async prepare(home) {
      await addTls(home);
      home.env.EDITOR = join(home.path, 'editor');
      chmodSync(home.env.EDITOR, 0o755);
    },
  }),
  writing('snippets export', ['snippets', 'export', '--output', 'x.tar.gz', '--yes'], {
    plugin,
    files: { 'tls.nix': tls },
    prepare: addTls,
  }),
  writing('snippets import', ['snippets', 'import', 'x.tar.gz', '--yes'], {
    plugin,
    files: { 'tls.nix': tls },
    async prepare(home) {
      await addTls(home);
      await done(home, ['snippets', 'export', '--output', 'x.tar.gz', '--yes']);
      await done(home, ['snippets', 'remove', 'tls', '--yes']);
    },
  }),
  writing(
    'snippets extract-from-system',
    [
      ...['snippets', 'extract-from-system', 'web', '--yes'],
      ...['--service', 'nginx', '--from', 'configuration.nix'],
    ],
    { plugin, files: { 'configuration.nix': nginx } },
  ),
];
