import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { isNixaiError, type NixaiError } from '@nixai/api';
import { errorCode } from '@nixai/api/testing';
import { hasSshd, SshWorld } from '../testing/sshServer.js';
import { createConnections } from './connections.js';
import type { Connections, Remote } from './remote.js';
import type { KnownMachine } from '../registry/load.js';

const { signal } = new AbortController();

describe('connections to real sshds', function () {
  let world: SshWorld;
  let open: Connections[];
  before(function () {
    if (!hasSshd) this.skip();
  });
  beforeEach(() => {
    world = new SshWorld();
    open = [];
  });
  afterEach(() => {
    open.forEach((one) => one.close());
    world.close();
  });

  const connections = (machines: readonly KnownMachine[] = [], timeout = 20_000): Connections => {
    const byName = new Map(machines.map((one) => [one.name, one]));
    const made = createConnections({ machines: byName, home: world.home, timeout });
    open.push(made);
    return made;
  };
  const faultOf = async (work: Promise<unknown>): Promise<NixaiError> => {
    const thrown: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(isNixaiError(thrown), String(thrown)).to.equal(true);
    return thrown as NixaiError;
  };

  it('run words, not texts, and give the exit code and both outputs', async () => {
    const server = await world.serve('web1');
    const remote = await connections().to(server.machine(), signal);
    const odd = `a 'b' "c" \\ $(touch ${world.folder}/ran) ; é\n* ~ !`;
    const said = await remote.run(['printf', '%s', odd]);
    expect(said).to.deep.equal({ code: 0, stdout: odd, stderr: '', truncated: false });
    expect(existsSync(join(world.folder, 'ran'))).to.equal(false);
    const script = await remote.script('cat; printf "%s" "$1" >&2; exit 4', [odd], { input: 'in' });
    expect(script).to.include({ code: 4, stdout: 'in', stderr: odd });
  });

  it('are one for a machine, with more pieces of work than sshd takes at once', async () => {
    const server = await world.serve('web1', { extra: 'MaxSessions 10' });
    const all = connections();
    const remotes = await Promise.all([1, 2, 3].map(() => all.to(server.machine(), signal)));
    expect(new Set(remotes).size).to.equal(1);
    const [remote] = remotes as [Remote];
    const said = await Promise.all(
      Array.from({ length: 40 }, (_, at) => remote.run(['echo', String(at)])),
    );
    expect(said.map(({ stdout }) => Number(stdout))).to.deep.equal(said.map((_, at) => at));
  });

  it('ask again for a channel that sshd refuses while it counts what has ended', async () => {
    const server = await world.serve('web1', { extra: 'MaxSessions 4' });
    const remote = await connections().to(server.machine(), signal);
    const said = await Promise.all(
      Array.from({ length: 12 }, (_, at) => remote.run(['echo', String(at)])),
    );
    expect(said.map(({ stdout }) => Number(stdout))).to.deep.equal(said.map((_, at) => at));
  });

  it('refuse a key that nobody knows, with its fingerprint and the line to run', async () => {
    const server = await world.serve('web1', { known: false });
    const fault = await faultOf(connections().to(server.machine(), signal));
    expect(fault).to.include({ code: 'host-key-unknown', exitCode: 5 });
    expect(fault.why).to.match(/ssh-ed25519 key SHA256:[\w+/]{43}$/);
    expect(fault.hint).to.contain(`ssh -p ${server.port} ${world.home.user}@127.0.0.1`);
  });

  it('refuse a key that is not the one that was known, and one that is revoked', async () => {
    const server = await world.serve('web1', { known: false });
    const other = await world.serve('other');
    const name = `[127.0.0.1]:${server.port}`;
    world.knownHosts(`${name} ${other.hostKey}`);
    const fault = await faultOf(connections().to(server.machine(), signal));
    expect(fault.code).to.equal('host-key-changed');
    expect(fault.why).to.contain(`known_hosts:2 has another one`);
    expect(fault.hint).to.contain(`ssh-keygen -R '${name}'`);
    world.knownHosts(`${name} ${server.hostKey}`, `@revoked * ${server.hostKey}`);
    expect((await faultOf(connections().to(server.machine(), signal))).code).to.equal(
      'host-key-revoked',
    );
  });

  it('take no certificate authority for a host', async () => {
    const server = await world.serve('web1', { known: false });
    world.knownHosts(`@cert-authority * ${server.hostKey}`);
    const fault = await faultOf(connections().to(server.machine(), signal));
    expect(fault.code).to.equal('host-key-unknown');
    expect(fault.why).to.contain('authority');
  });

  it('go through the machine that is the jump, and check its key too', async () => {
    const gate = (await world.serve('gate')).machine();
    const server = await world.serve('web1');
    const machine = server.machine({ jump: 'gate' });
    const remote = await connections([gate, machine]).to(machine, signal);
    const { stdout } = await remote.script('echo "$SSH_CONNECTION"', []);
    expect(stdout.trim().split(' ')[3]).to.equal(String(server.port));
    const strange = (await world.serve('gate', { known: false })).machine();
    const fault = await faultOf(connections([strange, machine]).to(machine, signal));
    expect(fault.what).to.equal('the key of gate is not known');
  });

  it('end where jumps lead in a circle', async () => {
    const gate = (await world.serve('gate')).machine({ jump: 'gate' });
    expect((await faultOf(connections([gate]).to(gate, signal))).code).to.equal('ssh-config');
  });

  it('say what was tried where nobody is let in', async () => {
    const server = await world.serve('web1');
    const locked = world.makeKey('locked', 'ed25519', 'secret');
    const stranger = world.makeKey('stranger');
    for (const [sshKey, said] of [
      [locked, 'it has a passphrase'],
      [stranger, 'stranger'],
      [join(world.folder, 'nowhere'), 'there is no key to try'],
    ] as const) {
      const fault = await faultOf(connections().to(server.machine({ sshKey }), signal));
      expect(fault).to.include({ code: 'ssh-auth', exitCode: 4 });
      expect(fault.why).to.contain(said);
    }
  });

  it('end at the deadline with a host that says nothing, and with a command that hangs', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const machine = { name: 'silent', host: '127.0.0.1', sshPort: port, tags: [], from: [] };
    const fault = await faultOf(connections([], 300).to(machine, signal));
    expect(fault.code).to.equal('machine-timeout');
    silent.close();
    const remote = await connections().to((await world.serve('web1')).machine(), signal);
    expect(await errorCode(() => remote.run(['sleep', '60'], { timeout: 300 }))).to.equal(
      'machine-timeout',
    );
    expect((await remote.run(['echo', 'still here'])).stdout).to.equal('still here\n');
  });

  it('keep a bounded part of output without end', async () => {
    const remote = await connections().to((await world.serve('web1')).machine(), signal);
    const said = await remote.run(['head', '-c', '3000000', '/dev/zero'], { maxOutput: 100_000 });
    expect(said.truncated).to.equal(true);
    expect(said.stdout.length).to.be.at.most(100_000);
  });

  it('end one of which half is of no use where it is too long, and go on', async () => {
    const remote = await connections().to((await world.serve('web1')).machine(), signal);
    const said = await remote.run(['cat', '/dev/zero'], { maxOutput: 100_000, whole: true });
    expect(said.truncated).to.equal(true);
    expect((await remote.run(['echo', 'still here'])).stdout).to.equal('still here\n');
  });

  it('say so when they are cut in the middle', async () => {
    const server = await world.serve('web1');
    const remote = await connections().to(server.machine(), signal);
    let ending: Promise<string | undefined> | undefined;
    await new Promise<void>((resolve) => {
      const onOutput = (): void => resolve();
      ending = errorCode(() => remote.script('echo on; sleep 60', [], { onOutput }));
    });
    server.cut();
    expect(await ending).to.equal('connection-lost');
    expect(remote.connected).to.equal(false);
  });

  it('say why nobody is there, and connect to nothing else offline', async () => {
    const nobody = { name: 'n', host: '127.0.0.1', sshPort: 1, tags: [], from: [] };
    const fault = await faultOf(connections().to(nobody, signal));
    expect([fault.code, fault.why]).to.deep.equal(['machine-unreachable', 'nothing listens there']);
    const offline = createConnections({ machines: new Map(), home: world.home, offline: true });
    expect(await errorCode(() => offline.to({ ...nobody, host: '192.0.2.1' }, signal))).to.equal(
      'offline',
    );
  });

  it('take keys and names from ssh_config', async () => {
    const server = await world.serve('web1');
    mkdirSync(join(world.folder, '.ssh'), { recursive: true });
    writeFileSync(
      join(world.folder, '.ssh/config'),
      `Host shop\n  HostName 127.0.0.1\n  Port ${server.port}\n  IdentityFile ~/.ssh/id_ed25519\n`,
    );
    const machine = { name: 'web1', host: 'shop', tags: [], from: [] };
    const remote = await connections().to(machine, signal);
    expect((await remote.run(['echo', 'in'])).stdout).to.equal('in\n');
  });
});
