import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { messageOf, processes, type ProcessRunner } from '@nixai/api';
import { eachDefinition, literalOf, parse, readModule, type Definition } from '@nixai/nix';
import type { Defined } from './contradictions.js';
import type { SourceFile } from '@nixai/machine';
import { optionPathText } from '@nixai/nix/quoting';
import type { Doubt } from './options/doubt.js';
import { pathOf } from './options/names.js';
import { homeOptionPage, optionPage } from './practice/rules/links.js';
import type { CheckHost } from './host.js';

const links: Readonly<Record<string, string>> = {
  'system.stateVersion': optionPage('system.stateVersion'),
  'home.stateVersion': homeOptionPage('home.stateVersion'),
};

export interface ChangedStateVersion extends Omit<Doubt, 'rule'> {
  readonly rule: 'state-version-changed';
  readonly why: string;
  readonly docs: string | undefined;
  readonly file: SourceFile;
}

/**
 * State versions that the last commit has otherwise: people take them for the release and raise them
 * with it. Only where the file is in a Git repository and Git is there.
 */
export async function changedStateVersions(
  all: Iterable<Defined>,
  host: CheckHost,
): Promise<ChangedStateVersion[]> {
  const given = [...all].flatMap(({ module: { file }, found }) =>
    found.flatMap((definition) => {
      const name = optionPathText(pathOf(definition));
      const version = name in links ? textOf(definition) : undefined;
      return version === undefined ? [] : [{ file, definition, name, version }];
    }),
  );
  const changed: ChangedStateVersion[] = [];
  for (const { file, definition, name, version } of given) {
    if (!isInRepository(file.path)) continue;
    const before = await committedVersions(file.path, name, host);
    if (before === undefined || before.includes(version)) continue;
    const old = before.map((one) => `"${one}"`).join(' and ');
    changed.push({
      rule: 'state-version-changed',
      severity: 'warning',
      message: `${name} is "${version}" now, and ${old} in the last commit`,
      why: 'It tells which release the data on the machine is from. It upgrades nothing, and services may take the data for what it is not.',
      hint: `put ${old} back, unless you have moved the data by hand`,
      docs: links[name],
      file,
      at: definition.value,
    });
  }
  return changed;
}

function textOf({ value }: Definition): string | undefined {
  const literal = literalOf(value);
  return literal?.type === 'string' ? literal.value : undefined;
}

function isInRepository(path: string): boolean {
  if (!isAbsolute(path)) return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true;
    if (dirname(folder) === folder) return false;
  }
}

/** What the option is in the last commit's file; undefined where that has none. */
async function committedVersions(
  path: string,
  option: string,
  host: CheckHost,
): Promise<string[] | undefined> {
  const source = await committed(path, await host.service(processes)).catch((error: unknown) => {
    host.log.debug(`${path} is not compared with its last commit: ${messageOf(error)}`);
    return undefined;
  });
  if (source === undefined) return undefined;
  const versions: string[] = [];
  for (const seen of readModule(source, parse(source).tree.root).config)
    eachDefinition(seen.value, seen.scope, (definition) => {
      const version =
        optionPathText(pathOf(definition)) === option ? textOf(definition) : undefined;
      if (version !== undefined) versions.push(version);
      return 'inside';
    });
  return versions.length === 0 ? undefined : versions;
}

async function committed(path: string, { run }: ProcessRunner): Promise<string | undefined> {
  const { code, stdout } = await run(['git', 'cat-file', 'blob', `HEAD:./${basename(path)}`], {
    cwd: dirname(path),
    timeout: 5000,
  });
  return code === 0 ? stdout : undefined;
}
