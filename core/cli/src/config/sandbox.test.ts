import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isNixaiError, type ConfigService, type NixaiError, type Paths } from '@nixai/api';
import { createFileService } from '@nixai/safety';
import { createConfig, type ConfigOptions } from './index.js';

/** A home with a project in it, and the configuration as a process there would read it. */
export function createSandbox() {
  const root = mkdtempSync(join(tmpdir(), 'nixai-config-'));
  const home = join(root, 'home');
  const project = join(home, 'project');
  const user = join(home, '.config/nixai/config.yaml');
  const system = join(root, 'etc/nixai/config.yaml');
  const at = (name: string): string => join(root, 'own', name);
  const own: Paths = {
    config: dirname(user),
    data: at('data'),
    cache: at('cache'),
    state: at('state'),
    runtime: at('runtime'),
  };
  const notices: string[] = [];
  mkdirSync(project, { recursive: true });

  function write(path: string, text: string, mode = 0o600): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode });
  }

  function open(env: NodeJS.ProcessEnv = {}, more: Partial<ConfigOptions> = {}): ConfigService {
    return createConfig(
      { config: dirname(user) },
      {
        env: { HOME: home, ...env },
        cwd: project,
        systemFile: system,
        notice: (line) => notices.push(line),
        files: () => createFileService({ paths: own }),
        ...more,
      },
    );
  }

  return {
    files: () => createFileService({ paths: own }),
    paths: own,
    root,
    home,
    project,
    user,
    system,
    notices,
    write,
    open,
    read: (path: string) => readFileSync(path, 'utf8'),
    remove: () => rmSync(root, { recursive: true }),
  };
}

export type Sandbox = ReturnType<typeof createSandbox>;

/** The NixaiError that a promise ends with. */
export async function failureOf(work: Promise<unknown>): Promise<NixaiError> {
  const failure: unknown = await work.then(
    (value) => new Error(`it gave ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (isNixaiError(failure)) return failure;
  throw failure;
}
