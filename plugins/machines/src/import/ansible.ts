import { parse } from 'yaml';
import { ExitCode, NixaiError } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import type { MachineEntry } from '../registry/read.js';
import { nestsTooDeep } from '../registry/nesting.js';
import type { Found } from './found.js';

type Variables = Readonly<Record<string, string>>;
type Named = Map<string, Record<string, string>>;

/** Hosts of one inventory: more than anybody runs. */
const mostHosts = 100_000;

/** Hosts and groups of an inventory, as they are gathered. */
class Inventory {
  private readonly hosts: Named = new Map();
  private readonly groups = new Map<string, Set<string>>();
  private readonly groupVariables: Named = new Map();
  readonly left: string[] = [];

  constructor(private readonly file: string) {}

  /** @throws NixaiError `import-unread` where it is one too many. */
  host(name: string, variables: Variables, group: string): void {
    if (this.hosts.size >= mostHosts)
      throw unread(this.file, `it has more than ${mostHosts} hosts`);
    add(this.hosts, name, variables);
    this.member(group, name);
  }

  variables(group: string, variables: Variables): void {
    add(this.groupVariables, group, variables);
  }

  member(group: string, name: string): void {
    if (['all', 'ungrouped'].includes(group)) return;
    this.groups.set(group, (this.groups.get(group) ?? new Set()).add(name));
  }

  found(): Found {
    const groupsOf = new Map<string, string[]>();
    for (const [group, members] of this.groups)
      for (const member of members) {
        const known = groupsOf.get(member);
        if (known === undefined) groupsOf.set(member, [group]);
        else known.push(group);
      }
    const machines = [...this.hosts].map(([name, own]): MachineEntry => {
      const inherited = (groupsOf.get(name) ?? []).map(
        (group) => this.groupVariables.get(group) ?? {},
      );
      const all: Variables = Object.assign(
        {},
        this.groupVariables.get('all'),
        ...inherited,
        own,
      ) as Variables;
      const port = all.ansible_port ?? all.ansible_ssh_port;
      return {
        name,
        host: all.ansible_host ?? all.ansible_ssh_host ?? name,
        sshUser: all.ansible_user ?? all.ansible_ssh_user,
        sshKey: all.ansible_ssh_private_key_file,
        ...(port !== undefined && { sshPort: Number(port) }),
      };
    });
    const groups = [...this.groups].map(([name, members]) => ({ name, members: [...members] }));
    return { machines, groups, left: this.left };
  }
}

function add(to: Named, name: string, variables: Variables): void {
  const known = to.get(name);
  if (known === undefined) to.set(name, { ...variables });
  else Object.assign(known, variables);
}

/** An Ansible inventory: INI or YAML, by what stands in it. A program that makes one is not run. */
export async function importAnsible(file: string): Promise<Found> {
  const text = await readRegular(file, 'utf8');
  if (text.startsWith('#!')) throw unread(file, 'it is a program, and is not run');
  return (/\.(?:ya?ml|json)$/.test(file) ? readYaml(text, file) : readIni(text, file)).found();
}

function readIni(text: string, file: string): Inventory {
  const inventory = new Inventory(file);
  let section = { name: 'ungrouped', kind: 'hosts' };
  for (const raw of text.split('\n')) {
    const line = raw.replace(/(?:^|\s)[#;].*$/, '').trim();
    if (line === '') continue;
    const header = /^\[([^\]:]+)(?::(\w+))?\]$/.exec(line);
    if (header !== null) {
      section = { name: header[1] ?? '', kind: header[2] ?? 'hosts' };
      continue;
    }
    const [name = '', ...words] = line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
    if (section.kind === 'children') inventory.member(section.name, name);
    else if (section.kind === 'vars')
      inventory.variables(section.name, variablesOf([withoutBlanks(line)]));
    else for (const host of spread(name)) inventory.host(host, variablesOf(words), section.name);
  }
  return inventory;
}

/** `name = value` as the word that it is. */
function withoutBlanks(line: string): string {
  const at = line.indexOf('=');
  return at < 0 ? line : `${line.slice(0, at).trimEnd()}=${line.slice(at + 1).trimStart()}`;
}

function variablesOf(words: readonly string[]): Variables {
  return Object.fromEntries(
    words.flatMap((word) => {
      const at = word.indexOf('=');
      return at < 1
        ? []
        : [[word.slice(0, at), word.slice(at + 1).replace(/^(["'])(.*)\1$/, '$2')]];
    }),
  );
}

/** Names that one pattern may stand for. */
const mostSpread = 1000;

/** `web[01:03].example.org` as three names, also where it has several ranges; one that is too many stays as it is. */
function spread(name: string): readonly string[] {
  const count = [...name.matchAll(ranges)].reduce(
    (product, [, from, to]) => product * Math.max(0, Number(to) - Number(from) + 1),
    1,
  );
  return count < 1 || count > mostSpread ? [name] : spreadAll(name);
}

const ranges = /\[(\d{1,9}):(\d{1,9})\]/g;

function spreadAll(name: string): readonly string[] {
  const range = /^(.*?)\[(\d{1,9}):(\d{1,9})\](.*)$/.exec(name);
  if (range === null) return [name];
  const [, before = '', from = '', to = '', after = ''] = range;
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) =>
    String(Number(from) + at).padStart(from.length > 1 ? from.length : 0, '0'),
  ).flatMap((number) => spreadAll(`${before}${number}${after}`));
}

function readYaml(text: string, file: string): Inventory {
  const inventory = new Inventory(file);
  if (nestsTooDeep(text)) throw unread(file, 'it nests too deep');
  const above = new Set<object>();
  const walk = (name: string, group: unknown): void => {
    // By an alias a group may be inside of itself.
    if (!isMapping(group) || above.has(group)) return;
    above.add(group);
    const { hosts, children, vars } = group;
    if (isMapping(vars)) inventory.variables(name, plain(vars));
    if (isMapping(hosts))
      for (const [host, variables] of Object.entries(hosts))
        for (const one of spread(host))
          inventory.host(one, isMapping(variables) ? plain(variables) : {}, name);
    if (isMapping(children))
      for (const [child, inner] of Object.entries(children)) {
        inventory.member(name, child);
        walk(child, inner);
      }
    above.delete(group);
  };
  let read: unknown;
  try {
    // Keys that are there twice would be looked for in a time that is the square of their number.
    read = parse(text, { maxAliasCount: 100, uniqueKeys: false });
  } catch (error) {
    throw unread(file, error instanceof Error ? error.message : String(error));
  }
  if (!isMapping(read)) throw unread(file, 'it has no groups');
  for (const [name, group] of Object.entries(read)) walk(name, group);
  return inventory;
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Variables that are texts or numbers; what is more is of no use here. */
const plain = (variables: Readonly<Record<string, unknown>>): Variables =>
  Object.fromEntries(
    Object.entries(variables)
      .filter(([, value]) => ['string', 'number'].includes(typeof value))
      .map(([key, value]) => [key, String(value)]),
  );

const unread = (file: string, why: string): NixaiError =>
  new NixaiError({
    code: 'import-unread',
    what: `${file} is no inventory that can be read`,
    why,
    exitCode: ExitCode.refused,
  });
