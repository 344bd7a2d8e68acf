import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import * as check from 'fast-check';
import { errorCode } from '@nixai/api/testing';
import { importAnsible } from './ansible.js';
import { fit } from './fit.js';
import { importSshConfig } from './sshConfig.js';

describe('machines of other programs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-import-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it('are the hosts that an ssh_config names, and no patterns', async () => {
    const text = 'Include more/*\nHost web1 web2\n  User root\nHost *.example.org !x\nhost=db1\n';
    const { machines, left } = await importSshConfig(file('config', text));
    expect(machines.map(({ name, host }) => [name, host])).to.deep.equal([
      ['web1', 'web1'],
      ['web2', 'web2'],
      ['db1', 'db1'],
    ]);
    expect(left).to.have.length(3);
  });

  it('of a few bytes are not more than anybody has', async () => {
    const range = '[0:999]';
    const one = await importAnsible(file('a', `${range.repeat(3)}\n`));
    expect(one.machines.map(({ name }) => name)).to.deep.equal([range.repeat(3)]);
    const long = await importAnsible(file('b', `w[${'0'.repeat(1 << 20)}1:1000]\n`));
    expect(long.machines).to.have.length(1);
    const many = Array.from({ length: 101 }, (_, at) => `w${at}-${range}\n`).join('');
    expect(await errorCode(() => importAnsible(file('c', many)))).to.equal('import-unread');
    const cycle = 'web: &web\n  hosts: { web1: }\n  children:\n    web: *web\n';
    const { machines } = await importAnsible(file('d.yaml', cycle));
    expect(machines.map(({ name }) => name)).to.deep.equal(['web1']);
  });

  const ini = `# shop
mail.example.org ansible_user=postmaster
[web]
web[01:02].example.org ansible_port=2222
[db]
db1 ansible_host=10.0.0.9 ansible_ssh_private_key_file="~/keys/db 1"
[production:children]
web
db
[web:vars]
ansible_user = deploy
`;
  const yaml = `all:
  hosts:
    mail.example.org: { ansible_user: postmaster }
  children:
    production:
      children:
        web:
          hosts:
            web[01:02].example.org: { ansible_port: 2222 }
          vars: { ansible_user: deploy }
        db:
          hosts:
            db1: { ansible_host: 10.0.0.9, ansible_ssh_private_key_file: ~/keys/db 1 }
`;
  for (const [name, text] of [
    ['hosts', ini],
    ['hosts.yml', yaml],
  ] as const)
    it(`are the hosts and groups of an inventory (${name})`, async () => {
      const { machines, groups } = fit(await importAnsible(file(name, text)));
      const byName = new Map(machines.map((one) => [one.name, one]));
      expect(byName.get('mail.example.org')).to.include({ sshUser: 'postmaster' });
      expect(byName.get('web02.example.org')).to.include({ sshPort: 2222, sshUser: 'deploy' });
      expect(byName.get('db1')).to.include({ host: '10.0.0.9', sshKey: '~/keys/db 1' });
      const members = Object.fromEntries(groups.map((one) => [one.name, [...one.members].sort()]));
      expect(members).to.deep.equal({
        production: ['db', 'web'],
        web: ['web01.example.org', 'web02.example.org'],
        db: ['db1'],
      });
    });

  it('run nothing, and say what cannot stand in a registry', async () => {
    expect(await errorCode(() => importAnsible(file('i', '#!/bin/sh\n')))).to.equal(
      'import-unread',
    );
    const found = fit({
      machines: [
        { name: 'a b', host: 'x' },
        { name: 'c', host: '-oX=y' },
        { name: 'd', host: 'h', sshUser: '$(x)', tags: ['a b', 'ok'] },
      ],
      groups: [
        { name: '-g', members: ['d'] },
        { name: 'd', members: [] },
      ],
      left: [],
    });
    expect(found.machines).to.deep.equal([{ name: 'd', host: 'h', tags: ['ok'] }]);
    expect(found.groups).to.deep.equal([]);
    expect(found.left).to.have.length(7);
  });

  it('are read whatever the file holds', async () => {
    await check.assert(
      check.asyncProperty(check.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        for (const name of ['any', 'any.yaml']) {
          const code = await errorCode(() => importAnsible(file(name, text)).then(fit));
          expect(code).to.be.oneOf([undefined, 'import-unread']);
        }
        await importSshConfig(file('config', text));
      }),
      { numRuns: 50 },
    );
  });
});
