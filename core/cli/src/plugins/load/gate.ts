import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { isNixaiError, messageOf, type NixaiError } from '@nixai/api';
import { isPackageName } from '../package/names.js';
import { asksForSignature, machinePolicy, refusal, type Policy } from '../policy/policy.js';
import { readBounded } from '../../readBounded.js';
import type { StoreEntry } from '../store/list.js';

/** Bytes of npm's list of what it has installed. */
const largestList = 16 << 20;

/** A plugin of the list that is not to be loaded. */
export interface RefusedPlugin {
  readonly name: string;
  readonly type: 'user' | 'link';
  /** Where it lies, as far as that can be told. */
  readonly root: string;
  readonly why: string;
  /** As its package says. */
  readonly version: string;
  /** True where it is the policy as a whole that cannot be used: nothing is wrong with the plugin. */
  readonly policyBroken?: boolean;
}

/** Decides of each plugin of the list whether it is loaded, before anything of it is. */
export interface Gate {
  /** Those that may be, as oclif shall have them. */
  admit(entries: readonly StoreEntry[]): Promise<StoreEntry[]>;
  /** Those that may not, as far as they were asked about. */
  readonly refused: readonly RefusedPlugin[];
}

/**
 * The gate of a store: it holds back what the machine's policy refuses, and what is called otherwise
 * than the list says. Where there is no policy it costs one look at the disk and one at each plugin.
 * @param data the folder of the list, with the plugins in its `node_modules`.
 */
export function createGate(data: string, systemFolder?: string): Gate {
  const refused: RefusedPlugin[] = [];
  /** Packages that were looked at to the last byte, and are loaded. */
  const looked: string[] = [];
  let policy: Promise<Policy | NixaiError | undefined> | undefined;

  async function whyNot(entry: StoreEntry, root: string): Promise<Why | undefined> {
    const found = await (policy ??= policyOrFault(systemFolder));
    if (isNixaiError(found)) return { why: found.what, policyBroken: true };
    const misnamed = faultOfName(entry, root);
    if (misnamed !== undefined || found === undefined) return misnamed;
    const { why, roots } = await judged(found, data, entry);
    if (why === undefined) looked.push(...roots);
    return why === undefined ? undefined : { why: `${why} (${found.file})` };
  }

  return {
    refused,
    async admit(entries) {
      const admitted: StoreEntry[] = [];
      for (const entry of entries) {
        const { name, type } = entry;
        const root = entry.type === 'link' ? entry.root : join(data, 'node_modules', name);
        const why = await whyNot(entry, root);
        if (why === undefined) admitted.push(placed(entry));
        else refused.push({ name, type, root, version: saidIn(root).version ?? 'unknown', ...why });
      }
      if (looked.length > 0) (await import('./confine.js')).confine(looked.splice(0));
      return admitted;
    },
  };
}

type Why = Pick<RefusedPlugin, 'why' | 'policyBroken'>;

async function policyOrFault(systemFolder?: string): Promise<Policy | NixaiError | undefined> {
  try {
    return await machinePolicy(systemFolder);
  } catch (error) {
    if (isNixaiError(error)) return error;
    throw error;
  }
}

/** oclif would look for an installed plugin wherever its entry says. */
const placed = (entry: StoreEntry): StoreEntry =>
  entry.type === 'link'
    ? { name: entry.name, type: 'link', root: entry.root }
    : { name: entry.name, type: 'user', tag: entry.tag, url: entry.url };

/** Two plugins could else be one to whoever asks by name. */
function faultOfName({ name }: StoreEntry, root: string): Why | undefined {
  if (!isPackageName(name)) return { why: 'no package has such a name' };
  const { name: called, fault } = saidIn(root);
  if (fault !== undefined) return { why: `${join(root, 'package.json')} cannot be read: ${fault}` };
  if (called === undefined || called === name) return undefined;
  return { why: `the package in ${root} is called ${called}` };
}

/** Why a policy refuses what lies there; and what was looked at to the last byte for that. */
async function judged(
  policy: Policy,
  data: string,
  entry: StoreEntry,
): Promise<{ readonly why?: string; readonly roots: readonly string[] }> {
  const { name } = entry;
  const source = sourceOf(entry);
  // Where it was fetched from was asked when it was installed; here it is what lies there that counts.
  const asked = { name, source, from: '' } as const;
  const anywhere = { ...policy, registries: [] };
  if (source === 'link' || !asksForSignature(policy, source))
    return { why: refusal(anywhere, asked), roots: [] };
  const keys = Object.values(policy.keys);
  const { coverageOf } = await import('./coverage.js');
  const modules = realpathSync(join(data, 'node_modules'));
  const { key, fault, roots } = await coverageOf(modules, name, keys);
  const why = refusal(anywhere, { ...asked, key }) ?? fault ?? otherVersion(modules, name);
  return { why, roots };
}

/**
 * An older version stays signed. Put by hand in the place of a newer one it is another than npm has
 * written down: who writes that as well cannot be told from an installation.
 */
function otherVersion(modules: string, name: string): string | undefined {
  const { version = 'unknown' } = saidIn(join(modules, name));
  const installed = writtenDown(modules, name);
  if (installed === undefined || version === installed) return undefined;
  return `version ${version} lies there, and ${installed} was installed`;
}

/** The version that npm says it has installed; undefined where it says nothing. */
function writtenDown(modules: string, name: string): string | undefined {
  try {
    const text = readBounded(join(modules, '.package-lock.json'), largestList);
    const { packages } = JSON.parse(text) as {
      readonly packages?: Readonly<Record<string, { readonly version?: string } | undefined>>;
    };
    return packages?.[`node_modules/${name}`]?.version;
  } catch {
    return undefined;
  }
}

function sourceOf(entry: StoreEntry): 'link' | 'tarball' | 'registry' {
  if (entry.type === 'link') return 'link';
  return entry.url === undefined ? 'registry' : 'tarball';
}

interface Said {
  readonly name?: string;
  readonly version?: string;
  /** Why nothing may read it: it is a pipe, or larger than any is. */
  readonly fault?: string;
}

/** What a package calls itself; nothing where it does not say, which is told when it is loaded. */
function saidIn(root: string): Said {
  try {
    const said = JSON.parse(readBounded(join(root, 'package.json'))) as Record<string, unknown>;
    const word = (key: string) => (typeof said[key] === 'string' ? said[key] : undefined);
    return { name: word('name'), version: word('version') };
  } catch (error) {
    // oclif tells what is wrong with a text, and would wait for a pipe.
    const isOfText = error instanceof SyntaxError || (error as NodeJS.ErrnoException).code;
    return isOfText ? {} : { fault: messageOf(error) };
  }
}
