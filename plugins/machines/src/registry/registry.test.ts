import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import * as check from 'fast-check';
import { isNixaiError } from '@nixai/api';
import { createTestHost, errorCode } from '@nixai/api/testing';
import { editRegistry, emptyRegistry, type Edit } from './edit.js';
import { loadFleet } from './load.js';
import {
  addException,
  addMachine,
  addToGroup,
  removeMachine,
  renameInFleet,
  type Edits,
} from './operations.js';
import { fit } from '../import/fit.js';
import { readRegistry, type MachineEntry } from './read.js';
import { hopsOf, hostFault, nameFault, userFault } from './words.js';
import plugin from '../register.js';

const written = `# Ours. Ask Ada before you add anything.
version: 1
machines:
  # behind the load balancer
  web1:
    host: 10.0.2.10 # rack 3
    role: web-server
    tags: [edge]
  bastion:
    host: bastion.example.org
  db1:
    host: 10.0.3.10
    jump: bastion
groups:
  web: [web1]
  all: [web, db1]
`;

describe('a registry', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-machines-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  async function hostWith(registries: readonly string[]) {
    const config = { machines: { registries } };
    const host = createTestHost({ config, paths: { config: folder } });
    await plugin({ host, origin: 'test' });
    return host;
  }
  const fleet = async (text = written) => loadFleet(await hostWith([write('team.yaml', text)]));
  const textAfter = async (edits: Edits): Promise<string> => {
    const [[file, list]] = [...edits] as [[string, readonly Edit[]]];
    return editRegistry(await readFile(file, 'utf8'), list);
  };

  it('keeps comments and order when a machine is added', async () => {
    const all = await fleet();
    const place = all.layers[0] as (typeof all.layers)[0];
    const after = await textAfter(
      addMachine(all, place, {
        name: 'web2',
        host: '10.0.2.11',
        role: 'web-server',
        tags: ['edge'],
      }),
    );
    const added = '  web2:\n    host: 10.0.2.11\n    role: web-server\n    tags: [edge]\n';
    expect(after).to.equal(written.replace('groups:', `${added}groups:`));
  });

  it('follows a renamed machine into groups and jumps', async () => {
    const all = await fleet();
    expect(await textAfter(renameInFleet(all, 'bastion', 'gate'))).to.equal(
      written.replace('bastion:', 'gate:').replace('jump: bastion', 'jump: gate'),
    );
    const after = await textAfter(renameInFleet(all, 'web1', 'blue'));
    expect(after).to.contain('web: [blue]').and.to.contain('  # behind the load balancer\n  blue:');
  });

  it('does not forget a machine that is the way to another', async () => {
    const all = await fleet();
    expect(await errorCode(() => removeMachine(all, 'bastion'))).to.equal('machine-in-use');
    expect(await textAfter(removeMachine(all, 'db1'))).to.contain('all: [web]');
  });

  it('has no machine that is called all, by whatever way it would come in', async () => {
    const all = await fleet();
    const place = all.layers[0] as (typeof all.layers)[0];
    for (const name of ['all', 'All'])
      expect(await errorCode(() => addMachine(all, place, { name, host: 'x' }))).to.equal(
        'machine-word',
      );
    expect(await errorCode(() => renameInFleet(all, 'db1', 'all'))).to.equal('machine-word');
    const found = fit({ machines: [{ name: 'all', host: 'x' }], groups: [], left: [] });
    expect(found.machines).to.deep.equal([]);
    expect(found.left[0]).to.contain('all: the name means every machine');
  });

  it('keeps what was agreed to until that is over, and then takes another', async () => {
    const agreed = (until: string) => `${written}exceptions:
  - machine: db1
    finding: etc-missing:/etc/x
    reason: known
    until: ${until}
    approved-by: ada
`;
    const more = {
      ...{ machine: 'db1', finding: 'etc-missing:/etc/x', reason: 'still known' },
      ...{ until: '9999-12-31', approvedBy: 'bob' },
    };
    const add = async (until: string) => {
      const all = await fleet(agreed(until));
      return addException(all, all.layers[0] as (typeof all.layers)[0], more);
    };
    expect(await errorCode(() => add('9999-01-01'))).to.equal('exception-exists');
    const after = await textAfter(await add('2020-01-01'));
    expect(after).to.contain('approved-by: bob').and.not.contain('approved-by: ada');
  });

  it('refuses a circle of groups, and says the way round', async () => {
    const all = await fleet();
    try {
      addToGroup(all, all.layers[0] as (typeof all.layers)[0], 'web', ['all']);
      expect.fail('it was taken');
    } catch (error) {
      expect(isNixaiError(error) && error.what).to.contain('web → all → web');
    }
  });

  for (const [what, text, place] of [
    ['an unknown key', 'machines:\n  a:\n    hots: x\n', '3:5: a machine has no key `hots`'],
    ['a port that is none', 'machines:\n  a: { host: b, ssh-port: 70000 }\n', '2:27: ssh-port'],
    ['a host that ssh takes for an option', 'machines:\n  a: { host: "-oX=y" }\n', '2:14: host'],
    ['a member that there is not', 'groups:\n  g: [ghost]\n', '2:3: the group g has ghost'],
    ['a machine with no host', 'machines:\n  a: { role: x }\n', '2:3: the machine a has no host'],
    [
      'a name for two',
      'machines:\n  a: { host: b }\ngroups:\n  a: []\n',
      '4:3: a is a machine and',
    ],
    ['a circle', 'groups:\n  a: [b]\n  b: [a]\n', '2:3: a circle of groups: a → b → a'],
    ['two machines of one name', 'machines:\n  a: {host: b}\n  a: {host: c}\n', '3:3: '],
    ['a machine called all', 'machines:\n  all: { host: b }\n', '2:3: "all" means every machine'],
    ['another version', 'version: 2\n', '1:10: this nixai reads version 1'],
    ['an alias', 'machines:\n  a: &x { host: b }\n  c: *x\n', '3:6: aliases'],
  ] as const)
    it(`says the line and column of ${what}`, async () => {
      const error = await fleet(text).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(isNixaiError(error) && error.why).to.contain(`team.yaml:${place}`);
    });

  it('lets a private one win field by field, and its groups as a whole', async () => {
    const team = write('team.yaml', written);
    write('machines.yaml', 'machines:\n  web1: { ssh-user: ada }\ngroups:\n  web: []\n');
    const { machines, groups } = await loadFleet(await hostWith([team]));
    expect(machines.get('web1')).to.include({ host: '10.0.2.10', sshUser: 'ada' });
    expect(machines.get('web1')?.tags).to.deep.equal(['edge']);
    expect(machines.get('web1')?.from).to.have.length(2);
    expect(groups.get('web')?.members).to.deep.equal([]);
  });

  it('is read whatever it is, and never throws', () => {
    const pieces = [
      'machines:',
      '\n',
      '  ',
      'a:',
      '&x',
      '*x',
      '{',
      '}',
      '[',
      ']',
      '!!binary',
      '- ',
      'host: b',
      '\t',
      '"',
      '|',
      '#',
      '\u0000',
      '? ',
      'groups:',
      'version: 1',
      '<<: ',
    ];
    check.assert(
      check.property(
        check.array(check.oneof(check.constantFrom(...pieces), check.string())),
        (parts) => {
          const { faults } = readRegistry(parts.join(''));
          for (const { line, column } of faults) expect(Math.min(line, column)).to.be.at.least(1);
        },
      ),
      { numRuns: 500 },
    );
    expect(readRegistry('['.repeat(50_000)).faults).not.to.equal([]);
  });

  it('says after any edits what they mean, and is valid', () => {
    const name = check.constantFrom('a', 'b', 'c', 'd');
    const edit: check.Arbitrary<Edit> = check.oneof(
      check.record({
        kind: check.constant('put' as const),
        machine: check.record({
          name,
          host: check.constantFrom('h1', '10.0.0.1'),
          description: check.string({ minLength: 1 }),
          tags: check.array(name, { maxLength: 2 }),
        }),
      }),
      check.record({ kind: check.constant('remove' as const), name }),
    );
    check.assert(
      check.property(check.array(edit, { maxLength: 8 }), (edits) => {
        const { faults, machines } = readRegistry(editRegistry(emptyRegistry, edits));
        expect(faults).to.deep.equal([]);
        const meant = new Map<string, MachineEntry>();
        for (const one of edits)
          if (one.kind === 'put') meant.set(one.machine.name, one.machine);
          else if (one.kind === 'remove') meant.delete(one.name);
        const said = machines.map(({ name: own, host, description, tags = [] }) => [
          own,
          { name: own, host, description, tags: [...new Set(tags)] },
        ]);
        const wanted = [...meant].map(([own, { host, description, tags }]) => [
          own,
          { name: own, host, description, tags: [...new Set(tags)] },
        ]);
        expect(said).to.have.deep.members(wanted);
      }),
      { numRuns: 200 },
    );
  });
});

describe('words of a registry', () => {
  it('are what no program takes for an option or a command', () => {
    for (const bad of ['-oProxyCommand=x', 'a b', 'a;b', '$(x)', '`x`', 'a\nb', '', 'a/b', "a'b"]) {
      expect(hostFault(bad), bad).to.be.a('string');
      expect(userFault(bad), bad).to.be.a('string');
      expect(nameFault(bad), bad).to.be.a('string');
    }
    for (const good of [
      'web1',
      '10.0.0.1',
      'fe80::1',
      '::1',
      'a.b.example.org',
      'xn--bcher-kva.example',
      'my_host',
    ])
      expect(hostFault(good), good).to.equal(undefined);
  });

  it('read hops as ssh does', () => {
    expect(hopsOf('ada@gate:2222,inner')).to.deep.equal([
      { user: 'ada', host: 'gate', port: 2222 },
      { host: 'inner' },
    ]);
    expect(hopsOf('[::1]:22')).to.deep.equal([{ host: '::1', port: 22 }]);
    for (const bad of ['', 'a,', '-oX', 'a:99999', '@b'])
      expect(hopsOf(bad), bad).to.equal(undefined);
  });
});

describe('findings that somebody has agreed to', () => {
  const exception = {
    machine: 'web1',
    finding: 'etc-unmanaged:/etc/x',
    reason: 'the hoster: needs it',
    until: '2026-12-31',
    approvedBy: 'ada',
  };
  const text = 'version: 1\nmachines:\n  web1: { host: a } # ours\n';

  it('are written, read, renamed with their machine, and taken out', () => {
    const added = editRegistry(text, [{ kind: 'except', exception }]);
    expect(readRegistry(added)).to.deep.include({ exceptions: [exception], faults: [] });
    expect(added).to.contain('# ours');
    const again = editRegistry(added, [
      { kind: 'except', exception: { ...exception, until: '2027-01-01' } },
    ]);
    expect(readRegistry(again).exceptions.map(({ until }) => until)).to.deep.equal(['2027-01-01']);
    const renamed = editRegistry(added, [{ kind: 'rename', from: 'web1', to: 'web2' }]);
    expect(readRegistry(renamed).exceptions[0]).to.include({ machine: 'web2' });
    for (const edit of [
      { kind: 'unexcept', machine: 'web1', finding: exception.finding },
      { kind: 'remove', name: 'web1' },
    ] as const)
      expect(editRegistry(added, [edit])).not.to.contain('exceptions');
  });

  it('are at fault where they do not say until when, who, or a day that there is', () => {
    const faultsOf = (lines: string): readonly string[] =>
      readRegistry(`exceptions:\n  - ${lines}\n`).faults.map(
        ({ message, line }) => `${line}: ${message}`,
      );
    expect(faultsOf('{ machine: a, finding: b, reason: c, approved-by: d }')).to.deep.equal([
      '2: the exception does not say until',
    ]);
    expect(
      faultsOf('{ machine: a, finding: b, reason: c, approved-by: d, until: 2026-02-30 }'),
    ).to.deep.equal(['2: "2026-02-30" is no day: 2026-12-31']);
    expect(faultsOf('x')).to.deep.equal(['2: an exception: keys and values are expected']);
  });
});
