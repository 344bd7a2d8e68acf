/** Where an input comes from: as it was asked for, or as it was pinned. */
export interface Source {
  readonly type?: string;
  readonly owner?: string;
  readonly repo?: string;
  readonly id?: string;
  readonly ref?: string;
  readonly rev?: string;
  readonly dir?: string;
  readonly url?: string;
  readonly path?: string;
  readonly host?: string;
  readonly narHash?: string;
  readonly dirtyRev?: string;
  /** Seconds since 1970. */
  readonly lastModified?: number;
}

export interface LockNode {
  /** A node's name, or the way to it from the root where it follows another's input. */
  readonly inputs: Readonly<Record<string, string | readonly string[]>>;
  readonly original?: Source;
  readonly locked?: Source;
  /** False for an input that is no flake. */
  readonly flake: boolean;
}

/** A `flake.lock`. */
export interface Lock {
  readonly version: number;
  readonly root: string;
  readonly nodes: ReadonlyMap<string, LockNode>;
}

/**
 * Bytes beyond which a text is no lock: one of two hundred inputs has a tenth of it, and each bracket
 * takes a hundred times its size.
 */
export const largestLock = 2 ** 20;

/**
 * @returns undefined for a text that is no lock.
 */
export function readLock(text: string): Lock | undefined {
  if (text.length > largestLock) return undefined;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(document) || !isObject(document['nodes'])) return undefined;
  const { version, root, nodes } = document;
  const read = Object.entries(nodes).flatMap(([name, node]): [string, LockNode][] =>
    isObject(node) ? [[name, readNode(node)]] : [],
  );
  return {
    version: typeof version === 'number' ? version : 0,
    root: typeof root === 'string' ? root : 'root',
    nodes: new Map(read),
  };
}

function readNode({ inputs, original, locked, flake }: Record<string, unknown>): LockNode {
  const named = Object.entries(isObject(inputs) ? inputs : {}).flatMap(
    ([name, target]): [string, string | string[]][] =>
      typeof target === 'string'
        ? [[name, target]]
        : Array.isArray(target)
          ? [[name, target.map(String)]]
          : [],
  );
  return {
    inputs: Object.fromEntries(named),
    ...(isObject(original) && { original: original }),
    ...(isObject(locked) && { locked: locked }),
    flake: flake !== false,
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ways that lead in circles end here. */
const mostSteps = 50;

/**
 * The node that an input is, followed from the root where it follows others.
 * @returns undefined where the way leads to nothing.
 */
export function nodeOf(
  lock: Lock,
  target: string | readonly string[],
  steps = mostSteps,
): string | undefined {
  if (typeof target === 'string') return lock.nodes.has(target) ? target : undefined;
  let at: string | undefined = lock.root;
  for (const name of target) {
    const inputs: LockNode['inputs'] = lock.nodes.get(at)?.inputs ?? {};
    const next = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    at = next === undefined || steps === 0 ? undefined : nodeOf(lock, next, steps - 1);
    if (at === undefined) return undefined;
  }
  return at;
}

/** The nodes that are reached from the root, each with the first way that leads to it. */
export function reached(lock: Lock): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>([[lock.root, []]]);
  const rest = [lock.root];
  for (let name = rest.shift(); name !== undefined; name = rest.shift())
    for (const [input, target] of Object.entries(lock.nodes.get(name)?.inputs ?? {})) {
      // What follows another is reached by the way of that one.
      if (typeof target !== 'string' || ways.has(target) || !lock.nodes.has(target)) continue;
      ways.set(target, [...(ways.get(name) ?? []), input]);
      rest.push(target);
    }
  return ways;
}

/** What tells whether two inputs are of one repository: `github:nixos/nixpkgs`. */
export function repositoryOf(source: Source | undefined): string | undefined {
  const { type, owner, repo, url, host, dir, path } = source ?? {};
  const below = dir === undefined ? '' : `?dir=${dir}`;
  if (owner !== undefined && repo !== undefined)
    return `${type ?? ''}:${host === undefined ? '' : `${host}/`}${owner}/${repo}${below}`.toLowerCase();
  if (path !== undefined) return `path:${path}${below}`;
  const plain = url?.replace(/\?.*$/, '').replace(/\.git$/, '');
  return plain === undefined ? undefined : `${type ?? ''}:${plain}${below}`;
}

/** A source as it is written in a flake: `github:NixOS/nixpkgs/nixos-25.11`. */
export function referenceOf(source: Source | undefined): string {
  if (source === undefined) return 'unknown';
  const { type = '', owner, repo, ref, rev, id, url, path, dir } = source;
  const below = dir === undefined ? '' : `?dir=${dir}`;
  const at = ref ?? rev;
  if (owner !== undefined && repo !== undefined)
    return `${type}:${[owner, repo, ...(at === undefined ? [] : [at])].join('/')}${below}`;
  if (type === 'indirect' || id !== undefined)
    return [`flake:${id ?? ''}`, ...(at === undefined ? [] : [at])].join('/');
  if (path !== undefined) return `path:${path}${below}`;
  const scheme = type === 'git' || type === 'hg' ? `${type}+` : '';
  return `${scheme}${url ?? type}${at !== undefined && type === 'git' ? `?${ref === undefined ? 'rev' : 'ref'}=${at}` : ''}`;
}
