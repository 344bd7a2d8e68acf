// Hosts to deploy to: each in namespaces of its own, with its own Nix store, reached by a real sshd
// over loopback. No port is guessed: we listen, and an sshd is started inside of the host for each
// connection. What is no systemd, boot loader or kernel is said in docs/machines.md.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const here = import.meta.dirname;
const sshd = '/usr/sbin/sshd';

export const nixConfig =
  'sandbox = false\nbuild-users-group =\nexperimental-features = nix-command flakes\n';

/** Whether hosts can be made here: as root, with Nix, sshd and namespaces. */
export function canHaveHosts() {
  return (
    process.getuid() === 0 &&
    existsSync(sshd) &&
    spawnSync('nix', ['--version']).status === 0 &&
    spawnSync('unshare', ['--mount', '--pid', '--fork', '--mount-proc', 'true']).status === 0
  );
}

function run(argv, env = {}) {
  const { status, stdout, stderr } = spawnSync(argv[0], argv.slice(1), {
    encoding: 'utf8',
    env: { ...process.env, NIX_CONFIG: nixConfig, ...env },
  });
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** Hosts, and the home of who deploys to them. */
export class Fleet {
  folder = mkdtempSync(join(tmpdir(), 'nixai-fleet-'));
  hosts = [];

  /** @param home the folder whose `.ssh` gets the key and known_hosts. */
  constructor(home) {
    this.home = home;
    mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 });
    const key = join(home, '.ssh/id_ed25519');
    if (!existsSync(key)) run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', key]);
    this.key = key;
  }

  /** Runs a program here, with Nix as these tests have it. */
  run(argv) {
    return run(argv);
  }

  /** Builds a system with these knobs (see system.nix). */
  system(knobs) {
    const argument = JSON.stringify({ version: '1', ...knobs });
    const expr = `import ${join(here, 'system.nix')} (builtins.fromJSON (builtins.getEnv "KNOBS"))`;
    const argv = ['nix', 'build', '--impure', '--no-link', '--json', '--expr', expr];
    return JSON.parse(run(argv, { KNOBS: argument }))[0].outputs.out;
  }

  /** A flake whose hosts have these systems: its folder. */
  flake(name, systems) {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'system.nix'), readFileSync(join(here, 'system.nix')));
    const entries = Object.entries(systems).map(
      ([host, knobs]) =>
        `"${host}".config.system.build.toplevel = system ''${JSON.stringify({ version: '1', ...knobs })}'';`,
    );
    writeFileSync(
      join(folder, 'flake.nix'),
      `{ outputs = _: let system = text: import ./system.nix (builtins.fromJSON text); in { nixosConfigurations = { ${entries.join('\n')} }; }; }\n`,
    );
    return folder;
  }

  /**
   * A host that runs a system.
   * @param options `clock`: how far its clock is off, as faketime says it (`+3d`); `size`: bytes that
   * its store may have; `stuck`: it says that it restarts, and does not.
   */
  async host(name, system, options = {}) {
    const host = new Host(this, name, options);
    await host.install(system);
    this.hosts.push(host);
    return host;
  }

  async close() {
    for (const host of this.hosts) await host.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class Host {
  sessions = new Set();
  refusing = false;
  /** Milliseconds after which it lets somebody in. */
  delay = 0;

  constructor(fleet, name, options) {
    this.fleet = fleet;
    this.name = name;
    this.options = options;
    this.folder = join(fleet.folder, 'hosts', name);
  }

  path(...names) {
    return join(this.folder, ...names);
  }

  async install(system) {
    if (this.options.size !== undefined) {
      mkdirSync(this.path('nix'), { recursive: true });
      run([
        'mount',
        '-t',
        'tmpfs',
        '-o',
        `size=${this.options.size}`,
        'nixai-store',
        this.path('nix'),
      ]);
    }
    for (const part of [
      'nix/var/nix/profiles',
      'nix/var/nix/gcroots',
      'etc/nix',
      'run',
      'root',
      'boot',
      'var/lib',
    ])
      mkdirSync(this.path(part), { recursive: true });
    for (const file of ['passwd', 'group', 'nsswitch.conf', 'hosts'])
      writeFileSync(this.path('etc', file), readFileSync(join('/etc', file)));
    writeFileSync(this.path('etc/shadow'), 'root:*:19000:0:99999:7:::\n', { mode: 0o600 });
    writeFileSync(this.path('etc/nix/nix.conf'), nixConfig);
    run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', this.path('host_key')]);
    writeFileSync(this.path('sshd.conf'), sshdConfig(this));
    run(['nix', 'copy', '--no-check-sigs', '--to', `local?root=${this.folder}`, system]);
    symlinkSync(system, this.path('nix/var/nix/profiles/system-1-link'));
    symlinkSync('system-1-link', this.path('nix/var/nix/profiles/system'));
    writeFileSync(this.path('nix/var/boot-default'), `${system}\n`);
    await this.boot();
    await this.listen();
    const known = `[127.0.0.1]:${this.port} ${readFileSync(this.path('host_key.pub'), 'utf8')}`;
    writeFileSync(join(this.fleet.home, '.ssh/known_hosts'), known, { flag: 'a' });
  }

  async boot() {
    writeFileSync(this.path('boot_id'), `${randomUUID()}\n`);
    const argv = ['--mount', '--uts', '--pid', '--fork', '--kill-child', '--mount-proc'];
    this.init = spawn('unshare', [...argv, join(here, 'host.sh'), this.folder, this.name], {
      stdio: 'ignore',
    });
    while (!existsSync(this.path('run/up'))) {
      if (this.init.exitCode !== null) throw new Error(`${this.name} did not boot`);
      await sleep(10);
    }
  }

  /** Its power fails: every process ends, /run is gone, and it boots what is the boot default. */
  async reboot() {
    await this.halt();
    rmSync(this.path('run'), { recursive: true });
    mkdirSync(this.path('run'));
    await this.boot();
  }

  async halt() {
    this.cut();
    const ended = new Promise((resolve) => this.init.once('exit', resolve));
    this.init.kill('SIGKILL');
    await ended;
  }

  async listen() {
    this.listener = createServer({ pauseOnConnect: true }, async (socket) => {
      socket.on('error', () => {});
      if (this.delay > 0) await sleep(this.delay);
      if (!this.answers()) return socket.destroy();
      const inside = ['--target', String(this.inner()), '--mount', '--uts', '--pid'];
      const child = spawn('nsenter', [...inside, sshd, '-i', '-f', this.path('sshd.conf')], {
        stdio: [socket, socket, 'ignore'],
      });
      this.sessions.add(child.pid);
      child.on('exit', () => this.sessions.delete(child.pid));
      child.on('error', () => {});
      // The sshd has the connection; our end of it would keep it open.
      socket.destroy();
    });
    await new Promise((resolve) => this.listener.listen(0, '127.0.0.1', resolve));
    this.port = this.listener.address().port;
    // The health page of what runs there.
    this.web = createHttp((_, response) => {
      const health = read(this.path('run/health'));
      if (health === 'hang') return;
      response.statusCode = Number(health ?? 503);
      response.end();
    });
    await new Promise((resolve) => this.web.listen(0, '127.0.0.1', resolve));
    this.webPort = this.web.address().port;
    this.firewall = setInterval(() => {
      // A firewall that closes cuts what is open.
      if (existsSync(this.path('run/closed'))) this.cut();
      if (!existsSync(this.path('run/restarting'))) return;
      rmSync(this.path('run/restarting'));
      this.restarting = this.options.stuck === true ? undefined : this.reboot();
    }, 20);
  }

  /** Whether a new connection gets through. */
  answers() {
    return !this.refusing && !existsSync(this.path('run/closed')) && this.inner() !== undefined;
  }

  /** The process id, outside, of the host's first process. */
  inner() {
    return childrenOf(this.init.pid)[0];
  }

  /** Runs a program on it, as its root, whatever its network is. */
  inside(argv) {
    const namespaces = ['--target', String(this.inner()), '--mount', '--uts', '--pid'];
    return run(['nsenter', ...namespaces, ...argv], { HOME: '/root' });
  }

  /** The files below one of its folders. */
  files(below) {
    const folder = this.path(below);
    while (existsSync(folder))
      try {
        return readdirSync(folder, { recursive: true }).map((one) => `/${one}`);
      } catch {
        // One of its folders went while it was read.
      }
    return [];
  }

  /** Whether store paths are being copied to it. */
  receives() {
    return [...this.sessions].some((session) =>
      descendants(session).some((pid) => read(`/proc/${pid}/comm`)?.startsWith('nix')),
    );
  }

  /** Leaves its store a mebibyte; what is copied meanwhile fills it too. */
  fill() {
    const { bavail, bsize } = statfsSync(this.path('nix'));
    try {
      writeFileSync(
        this.path('nix/filled'),
        Buffer.alloc(Math.max(0, bavail * bsize - 1024 * 1024)),
      );
    } catch {
      // It is full already.
    }
  }

  /** Ends the connections that are open; what runs on the host goes on. */
  cut() {
    for (const session of this.sessions)
      for (const pid of descendants(session)) if (read(`/proc/${pid}/comm`) === 'sshd') kill(pid);
  }

  /** The systems that run, and that the next boot brings. */
  get current() {
    return link(this.path('run/current-system'));
  }
  get next() {
    const profiles = this.path('nix/var/nix/profiles');
    return link(join(profiles, link(join(profiles, 'system'))));
  }
  get bootDefault() {
    return read(this.path('nix/var/boot-default'));
  }

  async close() {
    clearInterval(this.firewall);
    await this.restarting;
    this.listener?.close();
    this.web?.close();
    this.web?.closeAllConnections();
    await this.halt();
    if (this.options.size !== undefined) run(['umount', '--lazy', this.path('nix')]);
  }
}

const sshdConfig = (host) => `HostKey ${host.path('host_key')}
AuthorizedKeysFile ${host.fleet.key}.pub
StrictModes no
UsePAM no
PidFile none
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
Subsystem sftp internal-sftp
${setEnv(host.options)}
`;

/** A clock that is off is one that the programs on the host believe: the kernel's is everybody's. */
function setEnv({ clock }) {
  const library = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
  const off = clock === undefined ? '' : ` LD_PRELOAD=${library} FAKETIME=${clock}`;
  return `SetEnv PATH=${join(here, 'bin')}:/usr/bin:/bin${off}`;
}

function read(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function link(path) {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function childrenOf(pid) {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const stat = read(`/proc/${name}/stat`);
    // The name in brackets may hold anything.
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    return Number(parent) === pid ? [Number(name)] : [];
  });
}

function descendants(pid) {
  const own = childrenOf(pid);
  return [...own, ...own.flatMap(descendants)];
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
