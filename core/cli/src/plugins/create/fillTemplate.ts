import { pluginKinds, type KindName, type PluginKind } from './kind.js';

/** The name that the template itself has. */
const sampleName = 'acme-demo';

/** A plugin's files by their path in its folder. */
export type PluginFiles = Readonly<Record<string, string>>;

export interface NewPlugin {
  /** Lower case, digits and hyphens. */
  readonly name: string;
  /** The npm scope, with its `@`. */
  readonly scope?: string;
  readonly kinds: readonly KindName[];
}

/** The npm name of a new plugin: `@acme/nixai-plugin-wiki`. */
export function packageName({ name, scope }: NewPlugin): string {
  const plain = `nixai-plugin-${name}`;
  return scope === undefined ? plain : `${scope}/${plain}`;
}

/** The template's files under the plugin's own name, with only what its kinds need. */
export function fillTemplate(template: PluginFiles, plugin: NewPlugin): PluginFiles {
  const absent = pluginKinds.filter(({ name }) => !plugin.kinds.includes(name));
  const registers = plugin.kinds.some((kind) => kind !== 'command');
  const left = [
    ...absent.flatMap(({ folders }) => folders.map((folder) => `src/${folder}/`)),
    ...(registers ? [] : ['src/register.ts']),
  ];
  const named = (text: string): string =>
    text
      .replaceAll(`nixai-plugin-${sampleName}`, packageName(plugin))
      .replaceAll(sampleName, plugin.name);
  const kept = Object.entries(template).filter(
    ([path]) => !left.some((one) => path.startsWith(one)),
  );
  return Object.fromEntries(
    kept.map(([path, text]) => [named(path), named(withoutKinds(path, text, absent, plugin))]),
  );
}

type Absent = readonly { readonly name: string }[];

function withoutKinds(path: string, text: string, absent: Absent, plugin: NewPlugin): string {
  if (path === 'src/register.ts') return withoutLines(text, absent);
  if (path === 'package.json') return manifest(text, plugin);
  return path === 'README.md' ? withoutSections(text, absent) : text;
}

/** Takes out the lines that import or call what is not there. */
function withoutLines(text: string, absent: Absent): string {
  const names = absent.map(({ name }) => new RegExp(`\\bregister${name}\\(|/${name}/`, 'i'));
  return text
    .split('\n')
    .filter((line) => !names.some((name) => name.test(line)))
    .join('\n');
}

/** Takes out `<!-- kind: NAME --> … <!-- /kind -->` of what is not there, and the other marks. */
function withoutSections(text: string, absent: Absent): string {
  return text
    .replace(
      /<!-- kind: (\w+) -->\n([^]*?)<!-- \/kind -->\n/g,
      (_, kind: string, section: string) =>
        absent.some(({ name }) => name === kind) ? '' : section,
    )
    .replace(/\n{3,}/g, '\n\n');
}

interface Manifest {
  readonly oclif: { commands?: string; hooks?: unknown };
  readonly nixai: { points?: readonly string[] };
}

/** package.json without the entries whose files are not there. */
function manifest(text: string, { kinds }: NewPlugin): string {
  const read = JSON.parse(text) as Manifest;
  if (!kinds.includes('command')) delete read.oclif.commands;
  if (kinds.every((kind) => kind === 'command')) delete read.oclif.hooks;
  const all: readonly PluginKind[] = pluginKinds;
  const points = all.flatMap(({ name, point }) =>
    point !== undefined && kinds.some((kind) => kind === name) ? [point] : [],
  );
  if (points.length > 0) read.nixai.points = points;
  else delete read.nixai.points;
  return `${JSON.stringify(read, null, 2)}\n`;
}
