import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { nix, type Host } from '@nixai/api';
import type { Evidence } from './evidence.js';
import type { LastCommand } from './lastCommand.js';

/** A build whose log was written while the command ran. */
interface Written {
  readonly derivation: string;
  readonly at: number;
}

/** More than a few builds at once fail in no command. */
const mostAsked = 20;

/** The log of the last build that failed while the command ran. */
export async function buildLog(
  host: Host,
  last: LastCommand,
  signal: AbortSignal,
): Promise<Evidence | undefined> {
  for (const { derivation } of writtenDuring(last).slice(0, mostAsked)) {
    if (!(await hasFailed(host, derivation, signal))) continue;
    const name = derivation.replace(/^.*\/[a-z0-9]{32}-|\.drv$/g, '');
    return {
      kind: 'build-log',
      from: `the build log that Nix kept of ${name}`,
      input: { argv: ['--nix-log', derivation] },
    };
  }
  return undefined;
}

const logFolder = (): string => join(process.env['NIX_LOG_DIR'] || '/nix/var/log/nix', 'drvs');
const storeFolder = (): string => process.env['NIX_STORE_DIR'] || '/nix/store';

/** The newest first. A second or two after the end: shells count whole ones. */
function writtenDuring({ start, end }: LastCommand): readonly Written[] {
  const folder = logFolder();
  const found: Written[] = [];
  for (const head of namesIn(folder))
    for (const name of namesIn(join(folder, head))) {
      const at = statSync(join(folder, head, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (at < start * 1000 || at > (end + 2) * 1000) continue;
      const drv = `${head}${name}`.replace(/\.(?:bz2|xz|zst)$/, '');
      found.push({ derivation: join(storeFolder(), drv), at });
    }
  return found.sort((one, other) => other.at - one.at);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** What was built has its outputs in the store. */
async function hasFailed(host: Host, derivation: string, signal: AbortSignal): Promise<boolean> {
  if (!existsSync(derivation)) return false;
  const service = await host.service(nix);
  const { outputs } = await service.derivation({ path: derivation }, { signal });
  return Object.values(outputs).some(({ path }) => path !== undefined && !existsSync(path));
}
