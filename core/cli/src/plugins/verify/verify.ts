import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plugins, type Host } from '@nixai/api';
import type { Manifest } from '../package/candidate.js';
import { folderManifest } from '../package/folderManifest.js';
import { apiProblem } from '../install/plan.js';
import { faultOfManifest } from '../../host/manifest.js';
import { packageOf } from './packageOf.js';
import type { ProbeOutput } from './probe.js';
import { runProbe, type RegisterCost } from './runProbe.js';
import { faultsOfPackage } from './packed.js';

/** One thing that was looked at. */
export interface Check {
  readonly about: string;
  /** One sentence each; empty if all is well. */
  readonly faults: readonly string[];
}

export interface Verified {
  readonly name: string;
  readonly version?: string;
  readonly root: string;
  readonly checks: readonly Check[];
  readonly sound: boolean;
}

/** What a plugin may take of a processor to register, in a process of its own; ms. */
const usualLimit = 20;

/** Checks a plugin as it lies in a folder: what it says of itself, how it loads, what it gives. */
export async function verifyPlugin(
  host: Host,
  root: string,
  signal?: AbortSignal,
): Promise<Verified> {
  const manifest = folderManifest(root);
  const { name = '', version } = manifest;
  const probed = await runProbe(host, root, manifest, signal);
  const checks: Check[] = [
    { about: 'package.json', faults: faultsOfManifest(root, manifest) },
    { about: 'loads', faults: probed.failed === undefined ? [] : [probed.failed] },
  ];
  if (probed.failed === undefined) {
    const { cost, atRegister, loaded, commands, aliases, faults } = probed;
    checks.push(
      { about: `registers within ${usualLimit} ms`, faults: faultsOfCost(cost) },
      { about: 'registers without other packages', faults: faultsOfRegister(root, atRegister) },
      { about: 'says what it adds', faults: faultsOfDeclared(manifest, probed) },
      { about: 'keeps the contract', faults },
      { about: 'hides no command', faults: await shadowed(host, name, [...commands, ...aliases]) },
      { about: 'oclif.manifest.json', faults: faultsOfOclif(root, version, commands) },
      { about: 'is whole once packed', faults: await faultsOfPackage(host, root, loaded, signal) },
    );
  }
  const sound = checks.every(({ faults }) => faults.length === 0);
  return { name, version, root, checks, sound };
}

function faultsOfManifest(root: string, manifest: Manifest): readonly string[] {
  const { name, version, license, dependencies = {}, scripts = {}, oclif } = manifest;
  const range = dependencies['@nixai/api'];
  const faults: string[] = [];
  if (name === undefined || version === undefined) faults.push('it has no name or no version');
  if (typeof license !== 'string') faults.push('it names no licence');
  else if (license !== 'UNLICENSED' && !existsSync(join(root, 'LICENSE')))
    faults.push('there is no file LICENSE');
  const { keywords = [] } = manifest as { keywords?: readonly string[] };
  if (!keywords.includes('nixai-plugin'))
    faults.push('the keyword "nixai-plugin" is missing: plugins search will not find it');
  if (oclif?.commands === undefined && oclif?.hooks?.['nixai:register'] === undefined)
    faults.push('"oclif" names neither commands nor a nixai:register hook');
  if (range === undefined) faults.push('"dependencies" does not name @nixai/api');
  if (range !== undefined && !/^[\^~]?\d+\.\d+\.\d+$/.test(range))
    faults.push(`@nixai/api "${range}" is no range like ^1.0.0`);
  const problem = apiProblem(range);
  if (problem !== undefined) faults.push(problem);
  for (const script of Object.keys(scripts).filter((one) => /^(pre|post)?install$/.test(one)))
    faults.push(`the script "${script}" will not run: nixai installs without scripts`);
  return faults;
}

/** Where Node's own start takes long, a plugin may take a quarter of that: the machine is slow. */
function faultsOfCost({ milliseconds, startMilliseconds }: RegisterCost): readonly string[] {
  const limit = Math.max(usualLimit, startMilliseconds / 4);
  if (milliseconds <= limit) return [];
  return [`registering takes ${milliseconds.toFixed(0)} ms, more than ${limit.toFixed(0)}`];
}

/** By what package.json says, a plugin is found where it is wanted, and left alone elsewhere. */
function faultsOfDeclared({ nixai, oclif }: Manifest, probed: ProbeOutput): readonly string[] {
  const fault = faultOfManifest(nixai);
  if (fault !== undefined) return [fault];
  if (nixai === undefined)
    return oclif?.hooks?.['nixai:register'] === undefined
      ? []
      : [`package.json does not say what it adds, so every command loads it: ${suggested(probed)}`];
  return (['points', 'services'] as const).flatMap((what) => {
    const [said, done] = [nixai[what] ?? [], probed[what]];
    const verb = what === 'points' ? 'adds to' : 'provides';
    return [
      ...done
        .filter((id) => !said.includes(id))
        .map((id) => `it ${verb} "${id}", which "${what}" in package.json does not name`),
      ...said
        .filter((id) => !done.includes(id))
        .map((id) => `"${what}" in package.json names "${id}", and it never ${verb} that`),
    ];
  });
}

function suggested({ points, services }: ProbeOutput): string {
  const manifest = {
    ...(points.length > 0 && { points }),
    ...(services.length > 0 && { services }),
  };
  return `"nixai": ${JSON.stringify(manifest)}`;
}

/** What stands in other packages belongs behind an import in the factory. */
function faultsOfRegister(root: string, files: readonly string[]): readonly string[] {
  const packages = files.flatMap((file) => packageOf(root, file) ?? []);
  return [...new Set(packages)]
    .filter((name) => name !== '@nixai/api')
    .map((name) => `register loads ${name}: import it inside the factory that needs it`);
}

async function shadowed(host: Host, name: string, ids: readonly string[]) {
  const others = (await (await host.service(plugins)).list()).filter((one) => one.name !== name);
  return ids.flatMap((id) => {
    const words = id.replaceAll(':', ' ');
    const other = others.find((one) => one.commands.includes(words));
    return other === undefined ? [] : [`"${words}" is a command of ${other.name} already`];
  });
}

function faultsOfOclif(root: string, version: string | undefined, commands: readonly string[]) {
  const file = join(root, 'oclif.manifest.json');
  if (!existsSync(file)) return [];
  const written = JSON.parse(readFileSync(file, 'utf8')) as {
    version?: string;
    commands?: Record<string, unknown>;
  };
  const listed = Object.keys(written.commands ?? {});
  return [
    ...(written.version === version ? [] : [`it is of version ${written.version}`]),
    ...listed.filter((id) => !commands.includes(id)).map((id) => `it has "${id}", which is gone`),
    ...commands.filter((id) => !listed.includes(id)).map((id) => `it lacks "${id}"`),
  ];
}
