import { access, constants, stat } from 'node:fs/promises';
import { docs, plugins, processes, type Host } from '@nixai/api';

/** One thing that was looked at. */
export interface Finding {
  /** `info` is worth knowing and no fault: an optional thing that is not there. */
  readonly level: 'good' | 'info' | 'bad';
  readonly about: string;
  readonly detail: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export interface Group {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Everything that doctor looks at, group by group. */
export const groups: readonly { readonly title: string; check(host: Host): Promise<Finding[]> }[] =
  [
    { title: 'Configuration', check: configuration },
    { title: 'AI providers', check: providers },
    { title: 'Documentation', check: documentation },
    { title: 'Plugins', check: installedPlugins },
    { title: 'Machine', check: machine },
  ];

async function configuration({ config }: Host): Promise<Finding[]> {
  const { files, findings } = await config.inspect();
  const read = files.filter(({ present }) => present).map(({ path }) => path);
  const faults = findings.map(({ severity, from, line, message }): Finding => ({
    level: severity === 'error' ? 'bad' : 'info',
    about: line === undefined ? from : `${from}:${line}`,
    detail: message,
    remedy: 'nixai config validate',
  }));
  if (faults.length > 0) return faults;
  return [{ level: 'good', about: 'files', detail: read.join(', ') || 'none: all defaults' }];
}

async function providers(host: Host): Promise<Finding[]> {
  const chosen = await host.config.get('ai_provider');
  const all = await host.providers.list();
  const names = [...all.map(({ name }) => name), 'offline'];
  const unknown: Finding[] = [];
  if (chosen !== undefined && !names.includes(chosen))
    unknown.push({
      level: 'bad',
      about: chosen,
      detail: `there is no such provider; there are: ${names.join(', ')}`,
      remedy: 'nixai config set ai_provider NAME',
    });
  const known = await Promise.all(
    all.map(async ({ name, create }): Promise<Finding> => {
      const { available, detail, hint } = await (await create()).status();
      // Nobody needs a model; a provider that was chosen has to work.
      const missing = name === chosen ? 'bad' : 'info';
      return { level: available ? 'good' : missing, about: name, detail, remedy: hint };
    }),
  );
  return [...unknown, ...known];
}

async function documentation(host: Host): Promise<Finding[]> {
  const statuses = await (await host.service(docs)).status();
  return statuses.map(({ name, status }) => ({
    level: status.available ? 'good' : 'info',
    about: name,
    detail: status.detail,
    remedy: status.hint,
  }));
}

async function installedPlugins(host: Host): Promise<Finding[]> {
  const reports = await (await host.service(plugins)).list();
  return reports
    .filter(({ type, problem }) => type !== 'core' || problem !== undefined)
    .map(({ name, version, apiVersion, problem, remedy }) => ({
      level: problem === undefined ? 'good' : 'bad',
      about: `${name} ${version}`,
      detail: problem ?? (apiVersion === undefined ? 'commands only' : `api ${apiVersion}`),
      remedy,
    }));
}

async function machine(host: Host): Promise<Finding[]> {
  const nix = await (await host.service(processes)).which('nix');
  const folders = await Promise.all(
    (Object.entries(host.paths) as [string, string][]).map(([name, path]) => folder(name, path)),
  );
  return [
    ...(await configurationFolder(host)),
    { level: 'good', about: 'Node', detail: process.version },
    nix === undefined
      ? { level: 'info', about: 'Nix', detail: 'not on PATH: nothing here needs it' }
      : { level: 'good', about: 'Nix', detail: nix },
    ...folders,
  ];
}

/** What answers about "my machine" are drawn from; nixai also runs where there is none. */
async function configurationFolder(host: Host): Promise<Finding[]> {
  const path = await host.config.get('nixos_folder');
  const about = 'NixOS configuration';
  const { readMachine } = await import('@nixai/machine');
  const read = await readMachine(path, host).catch(() => undefined);
  if (read === undefined || read.files.length === 0)
    return [
      {
        level: 'info',
        about,
        detail: `there is none in ${path}`,
        remedy: 'nixai config set nixos_folder FOLDER',
      },
    ];
  const { kind, release, stateVersion, hosts } = read.facts;
  const facts = [
    path,
    kind === 'flake' ? 'a flake' : 'with channels',
    release,
    hosts.length === 0 ? undefined : `hosts: ${hosts.join(', ')}`,
    stateVersion === undefined ? undefined : `stateVersion ${stateVersion}`,
  ];
  const detail = facts.filter((fact) => fact !== undefined).join(', ');
  return [{ level: 'good', about, detail }];
}

async function folder(name: string, path: string): Promise<Finding> {
  const about = `${name} folder`;
  try {
    const { mode } = await stat(path);
    await access(path, constants.W_OK);
    return (mode & 0o022) === 0
      ? { level: 'good', about, detail: path }
      : {
          level: 'bad',
          about,
          detail: `${path} can be written by others`,
          remedy: `chmod go-w ${path}`,
        };
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? { level: 'good', about, detail: `${path} (made when needed)` }
      : { level: 'bad', about, detail: `${path} cannot be written`, remedy: `chown $USER ${path}` };
  }
}
