import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  docs,
  ExitCode,
  messageOf,
  NixaiError,
  shellWord,
  type CheckedAgainst,
  type Checker,
  type CheckFinding,
  type CheckOptions,
  type CheckTarget,
  type OptionCatalog,
  type OptionSet,
  type ReadConfiguration,
} from '@nixai/api';
import { readNamed } from '@nixai/safety';
import { ModuleLoader } from '@nixai/machine';
import { exceptionsOf } from './exceptions.js';
import { checkForeignModule } from './foreignModule.js';
import { Practice } from './practice/index.js';
import type { Fixable } from './findings.js';
import { hostsOf } from './hosts.js';
import { optionPlaces } from './optionPlaces.js';
import type { WholeReport } from './render/summary.js';
import { Run } from './run.js';
import { houseRules } from './ruleFile.js';
import { severitiesOf } from './severities.js';
import type { CheckHost } from './host.js';

const sets: readonly OptionSet[] = ['nixos', 'home-manager', 'nix-darwin'];

/** The service that checks configurations. */
export function createChecker(host: CheckHost): Checker {
  return {
    check: async (target, options) => (await examine(host, target, options)).report,
    configurations: async (target, options) =>
      (await examine(host, target, options)).configurations(),
    async mended(target, options) {
      const { planFixes } = await import('./fix/planFixes.js');
      const { fixes } = await planFixes(host, target, options);
      return new Map(fixes.map(({ path, after }) => [path, after]));
    },
    optionPlaces: async (file, options) => optionPlaces(file, await catalogsOf(host), options?.set),
    checkModule: async (target, options) => checkForeignModule(target, options),
  };
}

/** A report, and what is needed to mend what it tells. */
export interface Examination {
  readonly report: WholeReport;
  readonly fixables: readonly Fixable[];
  /** The machines and homes of it; put together only for who asks. */
  configurations(): readonly ReadConfiguration[];
  /** What each file that was read says. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Looks at everything that a target leads to. */
export async function examine(
  host: CheckHost,
  target: CheckTarget,
  { texts, set: usual }: CheckOptions = {},
): Promise<Examination> {
  const loader = new ModuleLoader(texts);
  if (typeof target === 'string' && (await isPipe(target)))
    await loader.loadText(resolve(target), await textOf(target));
  else if (typeof target === 'string') await loader.loadTarget(target);
  else await loader.loadText(target.name, target.text);
  if (loader.loaded.isCut && texts === undefined)
    host.log.warn(
      'there is far more in that folder than a configuration: only imports were followed',
    );
  const engine = await host.service(docs);
  const catalogs = await catalogsOf(host);
  const house = await houseRules(host);
  const practice = await Practice.of(host, house);
  const severities = await severitiesOf(host, house);
  const exceptions = await exceptionsOf(host);
  const run = new Run(loader, { host, catalogs, practice, severities, exceptions, usual });
  await run.all();
  const used = [...run.used];
  const against = await Promise.all(
    used.map(async (set): Promise<CheckedAgainst> => {
      const { text, complete } = await engine.optionSetDescription(set);
      return { set, text, complete };
    }),
  );
  const { files, unknownImports, passedOver } = loader.loaded;
  for (const path of texts === undefined ? passedOver : [])
    host.log.warn(
      `${path} was not looked at: nothing that ${files[0]?.path ?? 'was read'} leads to uses it. To check it: nixai check ${shellWord(path)}`,
    );
  const findings = run.findings.all.sort(inOrder);
  const hosts = typeof target === 'string' ? hostsOf(loader.loaded, findings, resolve(target)) : [];
  const notJudged = practice.notJudged
    .filter(({ id, severity }) => severities.of(id, severity) !== 'off')
    .map(({ id }) => id);
  const report: WholeReport = {
    findings,
    files: files.map(({ path }) => path),
    definitions: run.definitions,
    against,
    unknownImports,
    ...(notJudged.length > 0 && { notJudged }),
    ...(hosts.length > 1 && { hosts }),
  };
  const sources = new Map(files.map(({ path, source }) => [path, source]));
  return {
    report,
    fixables: run.findings.fixables,
    configurations: () => practice.configurations(loader.loaded.roots),
    sources,
  };
}

async function catalogsOf(host: CheckHost): Promise<Map<OptionSet, OptionCatalog>> {
  const engine = await host.service(docs);
  const catalogs = new Map<OptionSet, OptionCatalog>();
  for (const set of sets) {
    const catalog = await engine.catalog(set);
    if (catalog !== undefined) catalogs.set(set, catalog);
  }
  return catalogs;
}

/** `nixai check <(…)`. */
const isPipe = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isFIFO(),
    () => false,
  );

/** Bytes of a configuration that is piped in. */
const largest = 64 * 2 ** 20;

async function textOf(pipe: string): Promise<string> {
  try {
    return (await readNamed(pipe, largest)).toString('utf8');
  } catch (error) {
    throw new NixaiError({
      code: 'check-unreadable',
      what: `Could not read ${pipe}`,
      why: messageOf(error),
      hint: 'nixai check /etc/nixos',
      exitCode: ExitCode.refused,
      cause: error,
    });
  }
}

const inOrder = (one: CheckFinding, other: CheckFinding): number =>
  byCodeUnits(one.file, other.file) || one.line - other.line || one.column - other.column;

/** The same order in every locale. */
const byCodeUnits = (one: string, other: string): number =>
  one < other ? -1 : one > other ? 1 : 0;
