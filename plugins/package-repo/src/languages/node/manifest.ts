/** A `package.json`, as far as it is what it should be. */
export interface NodeManifest {
  readonly source: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly homepage?: string;
  readonly licence?: string;
  readonly private: boolean;
  readonly packageManager?: string;
  readonly workspaces: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  /** Programs by name, each with its file. */
  readonly programs: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly development: Readonly<Record<string, string>>;
  readonly engines?: string;
}

/** Undefined where it is no JSON object. */
export function parseNodeManifest(source: string | undefined): NodeManifest | undefined {
  if (source === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const word = (key: string): string | undefined =>
    typeof value[key] === 'string' ? value[key] : undefined;
  const words = (of: unknown): Record<string, string> =>
    isObject(of)
      ? (Object.fromEntries(
          Object.entries(of).filter(([, one]) => typeof one === 'string'),
        ) as Record<string, string>)
      : {};
  const name = word('name');
  const licences = value['licenses'];
  const { license } = value;
  const bare = name?.replace(/^@[^/]+\//, '');
  const workspaces = isObject(value['workspaces'])
    ? value['workspaces']['packages']
    : value['workspaces'];
  return {
    source,
    name,
    version: word('version'),
    description: word('description'),
    homepage: word('homepage'),
    licence:
      typeof license === 'string'
        ? license
        : isObject(license) && typeof license['type'] === 'string'
          ? license['type']
          : Array.isArray(licences)
            ? licences
                .map((one: unknown) => (isObject(one) ? String(one['type']) : String(one)))
                .join(' OR ')
            : undefined,
    private: value['private'] === true,
    packageManager: word('packageManager'),
    workspaces: Array.isArray(workspaces)
      ? workspaces.filter((one): one is string => typeof one === 'string')
      : [],
    scripts: words(value['scripts']),
    programs:
      typeof value['bin'] === 'string' && bare !== undefined
        ? { [bare]: value['bin'] }
        : words(value['bin']),
    dependencies: words(value['dependencies']),
    development: words(value['devDependencies']),
    engines:
      isObject(value['engines']) && typeof value['engines']['node'] === 'string'
        ? value['engines']['node']
        : undefined,
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `package.json:LINE` of a key, or the file. */
export function jsonKeyAt(source: string, key: string): string {
  const index = source.indexOf(`"${key}"`);
  return index === -1
    ? 'package.json'
    : `package.json:${source.slice(0, index).split('\n').length}`;
}
