import {
  leavesOf,
  parse,
  pathText,
  staticName,
  stringValue,
  walk,
  type Expression,
  type Leaf,
  type Tree,
} from '@nixai/nix';

/** A value of a configuration that another machine or person would have otherwise. */
export interface Candidate {
  readonly name: string;
  readonly type: 'string' | 'integer';
  readonly value: string | number;
  readonly description: string;
  readonly pattern?: string;
  /** Where it stands: literals and attribute names, in UTF-16 code units. */
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

interface Kind {
  readonly path: RegExp;
  readonly name: string;
  readonly description: string;
  readonly pattern?: string;
  /** Every literal of the same text is the same thing. */
  readonly everywhere?: true;
}

const hostPattern = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

const kinds: readonly Kind[] = [
  {
    path: /^networking\.hostName$/,
    name: 'hostName',
    description: 'What the machine is called',
    pattern: hostPattern,
    everywhere: true,
  },
  {
    path: /^networking\.domain$/,
    name: 'domain',
    description: 'The domain it is in',
    everywhere: true,
  },
  {
    path: /^networking\.hostId$/,
    name: 'hostId',
    description: 'Eight hexadecimal digits',
    pattern: '[0-9a-f]{8}',
  },
  { path: /^time\.timeZone$/, name: 'timeZone', description: 'The time zone' },
  { path: /^i18n\.defaultLocale$/, name: 'locale', description: 'The language' },
  { path: /^console\.keyMap$/, name: 'keyMap', description: 'The keyboard of the console' },
  { path: /\.xkb\.layout$/, name: 'keyboardLayout', description: 'The keyboard' },
  { path: /\.email$/, name: 'email', description: 'A mail address', pattern: '[^@\\s]+@[^@\\s]+' },
  {
    path: /^(?:system|home)\.stateVersion$/,
    name: 'stateVersion',
    description: 'The release it was installed with; never changed afterwards',
    pattern: '\\d\\d\\.(?:05|11)',
  },
  { path: /^home\.username$/, name: 'userName', description: 'The login name', everywhere: true },
  {
    path: /^(?:fileSystems|swapDevices|boot\.initrd\.luks)\b.*\.device$/,
    name: 'disk',
    description: 'A disk or partition',
  },
  {
    path: /^boot\.loader\.grub\.device$/,
    name: 'bootDisk',
    description: 'The disk that is booted from',
  },
  {
    path: /^users\.users\.[^.]+\.description$/,
    name: 'fullName',
    description: 'The name of the person',
  },
  {
    path: /^programs\.git\.(?:userName|settings\.user\.name)$/,
    name: 'fullName',
    description: 'The name of the person',
  },
];

const address = /^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?$/;

/** What is a candidate for a variable in a file, in the order in which it stands there. */
export function candidatesIn(source: string): Candidate[] {
  const { tree } = parse(source, { pipeOperators: true });
  const found: Candidate[] = [];
  const taken = new Set<number>();
  const add = (one: Candidate) => {
    const places = one.places.filter(({ start }) => !taken.has(start));
    if (places.length === 0) return;
    for (const { start } of places) taken.add(start);
    const same = found.find(({ name, value }) => name === one.name && value === one.value);
    if (same !== undefined) {
      found[found.indexOf(same)] = { ...same, places: [...same.places, ...places] };
      return;
    }
    let { name } = one;
    for (let count = 2; found.some((other) => other.name === name); count++)
      name = `${one.name}${count}`;
    found.push({ ...one, name, places });
  };
  const leaves = leavesOf(tree);
  for (const person of peopleIn(leaves))
    add({
      ...{ name: 'userName', type: 'string', value: person, pattern: '[a-z_][a-z0-9_-]{0,30}' },
      description: 'The login name of the person',
      places: literalsOf(tree, person),
    });
  for (const leaf of leaves) {
    const one = candidateOf(leaf, tree);
    if (one !== undefined) add(one);
  }
  for (const domain of domainsIn(leaves))
    add({
      ...{
        name: 'domain',
        type: 'string',
        value: domain,
        description: 'The name it is reached by',
      },
      places: literalsOf(tree, domain),
    });
  return found;
}

function candidateOf(leaf: Leaf, tree: Tree): Candidate | undefined {
  const { value, written } = leaf;
  const path = pathText(leaf.names);
  if (value !== written) return undefined;
  const place = { start: value.start, end: value.end };
  if (value.kind === 'integer') {
    const service = /^services\.([a-z][\w-]*)\.(?:.*\.)?port$/i.exec(path)?.[1];
    if (service === undefined) return undefined;
    const text = tree.source.slice(value.start, value.end);
    const name = `${camel(service)}Port`;
    const about = {
      type: 'integer',
      value: Number(text),
      description: `The port of ${service}`,
    } as const;
    return String(Number(text)) === text ? { ...about, name, places: [place] } : undefined;
  }
  const text = plainText(value, tree.source);
  if (text === undefined || text === '') return undefined;
  const kind = kinds.find((one) => one.path.test(path));
  if (kind !== undefined && fits(kind, text)) {
    const { name, description, pattern, everywhere } = kind;
    const places = everywhere === true ? literalsOf(tree, text) : [place];
    return { name, type: 'string', value: text, description, places, ...(pattern && { pattern }) };
  }
  if (!address.test(text) || /^(?:0\.0\.0\.0|127\.)/.test(text)) return undefined;
  const name = camel(`${leaf.names.at(-2) ?? ''}-address`.replace(/[^\w-]/g, ''));
  const description = `The address of ${path}`;
  return { name, type: 'string', value: text, description, places: [place] };
}

const fits = ({ pattern }: Kind, text: string): boolean =>
  pattern === undefined || new RegExp(`^(?:${pattern})$`).test(text);

/** `home-assistant` as `homeAssistant`. */
const camel = (text: string): string =>
  text
    .replace(/^[^a-zA-Z]+/, '')
    .replace(/[-_]+(\w)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase());

/** People who have an account, by their attributes; programs' own are no people. */
function peopleIn(leaves: readonly Leaf[]): string[] {
  const people = leaves.flatMap(({ names }) =>
    names[0] === 'users' &&
    names[1] === 'users' &&
    /^isNormalUser|openssh|hashedPassword|extraGroups/.test(names[3] ?? '')
      ? [names[2] ?? '']
      : [],
  );
  return [...new Set(people)].filter((name) => /^[a-z_][a-z0-9_-]*$/.test(name) && name !== 'root');
}

const domainsIn = (leaves: readonly Leaf[]): string[] => [
  ...new Set(
    leaves.flatMap(({ names }) => {
      const at = names.indexOf('virtualHosts');
      const name = at < 0 ? undefined : names[at + 1];
      return name !== undefined && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(name) ? [name] : [];
    }),
  ),
];

/** The text of a string literal, where it is written as a value is put in. */
export function plainText(expression: Expression, source: string): string | undefined {
  if (expression.kind !== 'string') return undefined;
  const value = stringValue(expression);
  const isAsWritten =
    value !== undefined && literal(value) === source.slice(expression.start, expression.end);
  // eslint-disable-next-line no-control-regex -- no value of a variable may have one
  return isAsWritten && !/[\u0000-\u001f\u007f-\u009f]/.test(value) ? value : undefined;
}

const literal = (text: string): string => `"${text.replace(/[\\"$]/g, '\\$&')}"`;

/** Every literal and attribute name of a text, as it would be put in there. */
export function literalsOf(tree: Tree, text: string): { start: number; end: number }[] {
  const { source, root } = tree;
  const places: { start: number; end: number }[] = [];
  const bare = /^[a-zA-Z_][\w'-]*$/.test(text);
  const names = new Set<number>();
  let isOdd = false;
  walk(root, (node) => {
    if (node.kind !== 'attributePath') return;
    for (const attribute of node.attributes) {
      names.add(attribute.start);
      const written = source.slice(attribute.start, attribute.end);
      if (staticName(attribute) !== text) continue;
      if (written !== (bare ? text : literal(text))) isOdd = true;
      places.push({ start: attribute.start, end: attribute.end });
    }
  });
  // A name with quotes that it need not have would lose them, and what is half a variable is none.
  if (isOdd) return [];
  walk(root, (node) => {
    if (node.kind === 'string' && !names.has(node.start) && plainText(node, source) === text)
      places.push({ start: node.start, end: node.end });
  });
  const seen = new Set<number>();
  return places.filter(({ start }) => !seen.has(start) && seen.add(start));
}
