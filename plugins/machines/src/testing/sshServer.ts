import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { KnownMachine } from '../registry/load.js';
import type { SshHome } from '../ssh/target.js';

const sshd = '/usr/sbin/sshd';
export const hasSshd = existsSync(sshd);

/** A person's home with a key, and real sshds on ports that the system picks. */
export class SshWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'nixai-ssh-'));
  readonly home: SshHome = {
    home: this.folder,
    user: userInfo().username,
    systemConfig: '/nonexistent',
  };
  private readonly servers: SshServer[] = [];
  private made = 0;

  constructor() {
    mkdirSync(join(this.folder, '.ssh'), { mode: 0o700 });
    this.makeKey('.ssh/id_ed25519');
  }

  /** @returns the key's file. */
  makeKey(name: string, type = 'ed25519', passphrase = ''): string {
    const file = join(this.folder, name);
    const argv = ['-q', '-t', type, '-N', passphrase, '-C', 'test', '-f', file];
    const { status, stderr } = spawnSync('ssh-keygen', argv, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return file;
  }

  /** An sshd that lets the home's key in; `known` unless its key is to be a stranger's. */
  async serve(name: string, { known = true, extra = '' } = {}): Promise<SshServer> {
    const key = this.makeKey(`host-${name}-${this.made++}`);
    const server = await SshServer.start(name, this.folder, key, extra);
    this.servers.push(server);
    if (known) this.knownHosts(`[127.0.0.1]:${server.port} ${server.hostKey}`);
    return server;
  }

  /** Adds lines to the home's known_hosts. */
  knownHosts(...lines: readonly string[]): void {
    writeFileSync(join(this.folder, '.ssh/known_hosts'), `${lines.join('\n')}\n`, { flag: 'a' });
  }

  close(): void {
    for (const server of this.servers) server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One sshd, started anew for each connection (`sshd -i`), so that no port is guessed. */
export class SshServer {
  private readonly children = new Set<number>();

  private constructor(
    readonly name: string,
    readonly port: number,
    /** The public half: `ssh-ed25519 AAAA…`. */
    readonly hostKey: string,
    private readonly stop: () => void,
  ) {}

  static async start(name: string, folder: string, key: string, extra: string): Promise<SshServer> {
    const config = `${key}.conf`;
    if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
    writeFileSync(
      config,
      `HostKey ${key}
AuthorizedKeysFile ${join(folder, '.ssh/id_ed25519.pub')}
StrictModes no
UsePAM no
PidFile none
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
${extra}
`,
    );
    let server: SshServer | undefined = undefined;
    const listener = createServer({ pauseOnConnect: true }, (socket: Socket) => {
      const child = spawn(sshd, ['-i', '-f', config], { stdio: [socket, socket, 'ignore'] });
      if (child.pid !== undefined) server?.children.add(child.pid);
      child.on('exit', () => child.pid !== undefined && server?.children.delete(child.pid));
      // The child has the connection; our end of it would keep it open.
      socket.destroy();
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    const hostKey = readFileSync(`${key}.pub`, 'utf8').trim();
    server = new SshServer(name, port, hostKey, () => listener.close());
    return server;
  }

  machine(more: Partial<KnownMachine> = {}): KnownMachine {
    const where = { name: this.name, host: '127.0.0.1', sshPort: this.port };
    return { ...where, tags: [], from: [], ...more };
  }

  /** Ends the connections that are open, as a machine that dies does. */
  cut(): void {
    for (const pid of this.children) {
      try {
        // sshd's child for the session is in the same group of processes as its connection.
        spawnSync('pkill', ['-KILL', '-P', String(pid)]);
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended meanwhile.
      }
    }
  }

  close(): void {
    this.stop();
    this.cut();
  }
}
