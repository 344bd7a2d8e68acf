import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ExitCode, NixaiError, files, processes, type Host } from '@nixai/api';
import { packageRoot } from '../../packageRoot.js';

export interface NpmOptions {
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** Exit codes that are no failure; 0 if absent. */
  readonly codes?: readonly number[];
}

/** Milliseconds; a slow line and a large plugin may take minutes. */
const timeout = 300_000;

/** What npm alone may know: its own settings, the registry's token, and the way through a proxy. */
const passedOn =
  /^(npm_config_.*|npm_token|node_auth_token|node_extra_ca_certs|(https?|all|no)_proxy)$/i;

/** npm tries as often as it is set to, but does not let a person wait a minute between two tries. */
const retries = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=3000'];

/** What the store rests on, whatever a person has npm set to: that it installs, here, and writes it down. */
const settled = [
  '--package-lock',
  '--package-lock-only=false',
  '--lockfile-version=3',
  '--omit-lockfile-registry-resolved=false',
  '--save',
  '--bin-links=false',
  '--install-strategy=hoisted',
  '--global=false',
  '--dry-run=false',
];

/** What npm asks the registry for in spite of its own `--offline`. */
const alwaysOnline = ['outdated', 'search', 'view'];

/**
 * Runs the npm that came with nixai, never a plugin's scripts; returns its stdout.
 * @param argv with `--` before what a person, a list or a registry has named.
 * @throws NixaiError `npm-failed`, with what npm itself said; `offline` where the registry is needed.
 */
export async function npm(
  host: Host,
  argv: readonly string[],
  { cwd, signal, codes = [0] }: NpmOptions = {},
): Promise<string> {
  const runner = await host.service(processes);
  const offline = await host.config.get('offline');
  if (offline && alwaysOnline.includes(argv[0] ?? '')) throw registryNotAsked();
  const quiet = ['--no-audit', '--no-fund', '--loglevel=warn'];
  const fixed = ['--ignore-scripts', ...quiet, ...settled, ...retries];
  if (offline) fixed.push('--offline');
  const { code, stdout, stderr } = await runner.run(
    [process.execPath, '--require', bounds(), npmProgram(), ...fixed, ...argv],
    { cwd: cwd ?? (await workFolder(host)), timeout, signal, env: npmEnvironment() },
  );
  refuseHalfUnpacked(argv, stderr);
  if (!codes.includes(code)) throw npmFailed(argv, stderr);
  return stdout;
}

/** A folder of nixai's own to run in: npm reads the `.npmrc` of the folder it is run in. */
export async function workFolder({ paths, service }: Host): Promise<string> {
  const folder = join(paths.cache, 'plugins');
  // https://bford.info/cachedir/: backups leave such a folder out.
  const tag = 'Signature: 8a477f597d28d172789f06886806bc55\n';
  await (await service(files)).write(join(folder, 'CACHEDIR.TAG'), tag);
  return folder;
}

/** What keeps npm from taking all that a registry sends. */
const bounds = (): string => join(packageRoot, 'bundle/plugins/npm/bounds.cjs');

function npmProgram(): string {
  const { resolve } = createRequire(import.meta.url);
  return join(dirname(resolve('npm/package.json')), 'bin/npm-cli.js');
}

function npmEnvironment(): Record<string, string> {
  const known = Object.entries(process.env).filter(([name]) => passedOn.test(name));
  return Object.fromEntries(known.map(([name, value]) => [name, value ?? '']));
}

function registryNotAsked(): NixaiError {
  return new NixaiError({
    code: 'offline',
    what: 'the registry is not asked',
    why: 'nixai is offline (--offline, NIXAI_OFFLINE or the key "offline" of the configuration)',
    hint: 'nixai plugins install ./NAME-1.0.0.tgz',
    exitCode: ExitCode.providerUnavailable,
  });
}

/** The registry answered, and has no such package, or none for who asks. */
export function notThere(spec: string, why?: string): NixaiError {
  const name = spec.replace(/@[^@/]*$/, '');
  return new NixaiError({
    code: 'npm-failed',
    what: `the registry has no ${spec}`,
    why: why?.replace(/^404 +/, ''),
    hint: spec.startsWith('@nixai/')
      ? `nixai plugins install ${name} --from FOLDER   (npm run release in a checkout makes it)`
      : `nixai plugins search ${name}`,
  });
}

/** npm only warns where a file of a package could not be written, and may call the rest a success. */
function refuseHalfUnpacked(argv: readonly string[], stderr: string): void {
  const [, why] = /^npm warn tar TAR_ENTRY_ERROR (.*)$/m.exec(stderr) ?? [];
  if (why === undefined) return;
  throw new NixaiError({
    code: 'npm-failed',
    what: `npm ${argv[0] ?? ''} failed`,
    why: `a file of a package could not be unpacked: ${why}`,
  });
}

function npmFailed(argv: readonly string[], stderr: string): NixaiError {
  const said = stderr
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'))
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line !== '');
  const code = said.find((line) => line.startsWith('code '));
  const unreachable = /ENOTCACHED|ENOTFOUND|ECONNREFUSED|EAI_AGAIN/.test(code ?? '');
  // Of a request that failed one line says all: after it comes what Node knows of the socket.
  const request = said.find((line) => line.startsWith('FetchError: '))?.replace(/^\w+: /, '');
  if (code === 'code E404' && argv[0] === 'view') return notThere(argv.at(-1) ?? '', said[1]);
  const others = said.filter(
    (line) => line !== code && !/complete log of this run|_logs/.test(line),
  );
  const hint =
    argv[0] === 'search' ? 'npm config get registry' : 'nixai plugins install ./NAME-1.0.0.tgz';
  return new NixaiError({
    code: 'npm-failed',
    what: `npm ${argv[0] ?? ''} failed`,
    why: request ?? others.slice(0, 4).join('\n'),
    hint: unreachable ? hint : undefined,
    exitCode: ExitCode.failure,
  });
}
