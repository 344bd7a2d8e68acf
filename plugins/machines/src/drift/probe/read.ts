/** An entry of a folder, as find(1) tells it. */
export interface Entry {
  readonly path: string;
  /** `l` for a link, `f` for a file. */
  readonly type: string;
  /** Where a link leads. */
  readonly target: string;
  /** Permissions, where they were asked for. */
  readonly mode?: number;
  /** Seconds since 1970. */
  readonly changed?: number;
}

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly exe: string;
}

/** What a machine says of itself. What it does not say is absent or empty. */
export interface Facts {
  readonly isRoot: boolean;
  /** The process that looked. */
  readonly probe: number;
  readonly said: ReadonlyMap<string, string>;
  readonly generations: readonly number[];
  /** Absent where /etc is not made by NixOS. */
  readonly managed?: readonly Entry[];
  readonly etc: readonly Entry[];
  readonly dangling: readonly Entry[];
  readonly unitFiles: readonly Entry[];
  readonly hasSystemd: boolean;
  readonly failed: readonly string[];
  readonly reload: readonly string[];
  readonly passwd: readonly string[];
  /** JSON, where the system says which users it declares. */
  readonly declaredUsers?: string;
  readonly keys: readonly { readonly user: string; readonly file: string; readonly line: string }[];
  readonly declaredKeys: readonly { readonly user: string; readonly line: string }[];
  readonly profiles: readonly {
    readonly user: string;
    readonly path: string;
    readonly manifest: string;
  }[];
  readonly channels: readonly {
    readonly user: string;
    readonly url: string;
    readonly name: string;
  }[];
  readonly processes: readonly Process[];
  /** Lines of ss(8); absent where it is not there. */
  readonly ports?: readonly string[];
  /** Absent where the store could not be asked. */
  readonly closure?: ReadonlySet<string>;
  readonly git: readonly string[];
}

/** Reads what the probe says; a line that is none of it is passed over. */
export function readDriftFacts(text: string): Facts {
  const lines = new Map<string, (readonly string[])[]>();
  for (const line of text.split('\n')) {
    const [key = '', ...fields] = line.split('\t');
    if (key === '' || fields.length === 0) continue;
    const before = lines.get(key);
    if (before === undefined) lines.set(key, [fields]);
    else before.push(fields);
  }
  const all = (key: string): readonly (readonly string[])[] => lines.get(key) ?? [];
  const words = (key: string): readonly string[] =>
    all(key)
      .map((fields) => fields.join('\t'))
      .filter((one) => one !== '');
  const said = new Map(
    [...lines].flatMap(([key, [fields]]) =>
      fields?.length === 1 && fields[0] !== undefined && fields[0].trim() !== ''
        ? [[key, fields[0].trim()] as const]
        : [],
    ),
  );
  const closure = words('closure');
  return {
    isRoot: lines.has('root'),
    probe: Number(said.get('probe')),
    said,
    generations: words('generation').flatMap((link) => {
      const number = /-(\d+)-link$/.exec(link)?.[1];
      return number === undefined ? [] : [Number(number)];
    }),
    ...(lines.has('static') && { managed: all('managed').map(entryOf) }),
    etc: all('etc').map(entryOf),
    dangling: all('dangling').map(([path = '', target = '']) => ({ path, type: 'l', target })),
    unitFiles: all('unitFile').map(entryOf),
    hasSystemd: lines.has('systemd'),
    failed: words('failed'),
    reload: words('reload'),
    passwd: words('passwd'),
    declaredUsers: all('declaredUsers')[0]?.join('\t'),
    keys: all('key').map(([user = '', file = '', ...rest]) => ({
      user,
      file,
      line: rest.join('\t'),
    })),
    declaredKeys: all('declaredKey').map(([user = '', ...rest]) => ({
      user,
      line: rest.join('\t'),
    })),
    profiles: all('profile').map(([user = '', path = '', manifest = '']) => ({
      user,
      path,
      manifest,
    })),
    channels: all('channel').map(([user = '', url = '', name = '']) => ({ user, url, name })),
    processes: all('process').flatMap(([pid, parent, exe = '']) =>
      Number.isInteger(Number(pid)) && exe !== ''
        ? [{ pid: Number(pid), parent: Number(parent), exe }]
        : [],
    ),
    ...(lines.has('ss') && { ports: words('port') }),
    ...(closure.length > 0 && { closure: new Set(closure) }),
    git: words('git'),
  };
}

const entryOf = ([
  path = '',
  type = '',
  target = '',
  mode,
  ,
  changed,
]: readonly string[]): Entry => ({
  path,
  type,
  target,
  ...(mode !== undefined && /^[0-7]+$/.test(mode) && { mode: parseInt(mode, 8) }),
  ...(changed !== undefined && Number.isFinite(Number(changed)) && { changed: Number(changed) }),
});
