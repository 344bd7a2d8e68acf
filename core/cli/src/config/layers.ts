import { existsSync } from 'node:fs';
import type { ConfigFile, ConfigFinding, ConfigKey, ConfigValues } from '@nixai/api';
import { homeFolder } from '@nixai/safety/place';
import { environmentLayer } from './environment.js';
import type { Layer, Setting } from './layer.js';
import { projectPlace, userFile, userPlace } from './places.js';

export interface Surroundings {
  /** Folder of the user's file. */
  readonly folder: string;
  /** The machine's file. */
  readonly systemFile: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What the command line says, where a flag stands for a key. */
  readonly flags: Readonly<Partial<ConfigValues>>;
}

/** Everything that was read, strongest layer first. */
export interface Layers {
  readonly layers: readonly Layer[];
  readonly files: readonly ConfigFile[];
  readonly findings: readonly ConfigFinding[];
}

/** Reads flags, environment and the files that exist. Without files it loads no parser. */
export async function readLayers(around: Surroundings): Promise<Layers> {
  const { env, cwd, folder, systemFile } = around;
  const user = userPlace(folder, env);
  const project = projectPlace(cwd, homeFolder(env));
  const files: ConfigFile[] = [
    ...(project.file === undefined ? [] : [file('project', project.file)]),
    file('user', userFile(folder, env)),
    file('system', systemFile),
  ];
  const layers = [flagLayer(around.flags), environmentLayer(env)];
  const toRead = files.filter(({ present, origin }) => present || isNamed(origin, env));
  if (toRead.length > 0) {
    const { fileLayer } = await import('./full.js');
    for (const { origin, path } of toRead) layers.push(await fileLayer(origin, path, env));
  }
  const programs = [...project.programs, ...user.programs].map(programFinding);
  return { layers, files, findings: [...layers.flatMap(({ findings }) => findings), ...programs] };
}

/** The strongest layer that has the key, and what it says. */
export function settingOf(
  { layers }: Layers,
  key: ConfigKey,
): (Setting & { readonly layer: Layer }) | undefined {
  for (const layer of layers) {
    const setting = layer.settings.get(key);
    if (setting !== undefined) return { ...setting, layer };
  }
  return undefined;
}

function file(origin: ConfigFile['origin'], path: string): ConfigFile {
  return { origin, path, present: existsSync(path) };
}

/** A file that the environment names is read even if it is absent, so that its absence is said. */
function isNamed(origin: string, env: NodeJS.ProcessEnv): boolean {
  return origin === 'user' && (env['NIXAI_CONFIG_PATH'] ?? '') !== '';
}

function flagLayer(flags: Readonly<Partial<ConfigValues>>): Layer {
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  const settings = new Map(
    given.map(([path, value]) => [path as ConfigKey, { value, from: 'the command line' }]),
  );
  return { origin: 'flag', settings, findings: [], sections: new Map(), locate: () => undefined };
}

function programFinding(path: string): ConfigFinding {
  return {
    severity: 'warning',
    path: [],
    from: path,
    message: 'is left out: nixai runs no JavaScript for its configuration, use YAML or JSON',
  };
}
