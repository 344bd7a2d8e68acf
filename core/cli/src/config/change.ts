import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import {
  ExitCode,
  NixaiError,
  messageOf,
  type ConfigChange,
  type ConfigFinding,
  type ConfigSection,
  type FileService,
} from '@nixai/api';
import { isDangerousName } from './checkTree.js';
import { emptiedBy, setInYaml, unsetInYaml, withValue, withoutValue } from './editYaml.js';
import { textLayer } from './fileLayer.js';
import { invalidConfig } from './invalid.js';
import { readLayers, settingOf, type Surroundings } from './layers.js';
import { masked } from './masked.js';
import { unknownKey } from './unknownKey.js';
import { userFile } from './places.js';
import { configKeys, isConfigKey } from './schema.js';
import { checkSection, isDescribed, valueAt } from './section.js';
import { readYaml } from './yamlDocument.js';

export interface ChangeContext {
  readonly around: Surroundings;
  readonly sections: ReadonlyMap<string, ConfigSection<unknown>>;
  readonly files: () => Promise<FileService>;
}

/**
 * Sets a key in the user's file, or takes it out when there are no words. Nothing is written that
 * brings in a fault; faults that were there before do not stand in the way of mending them.
 */
export async function changeUserFile(
  path: string,
  words: readonly string[] | undefined,
  context: ChangeContext,
): Promise<ConfigChange> {
  const { around, sections } = context;
  const key = path.split('.');
  const section = sectionOf(key, sections);
  const file = userFile(around.folder, around.env);
  const before = readText(file);
  const yaml = readYaml(before ?? '');
  if (yaml.faults.length > 0) throw invalidConfig(await faultsIn(file, before ?? '', context));

  const { text: after, value } = await harmlessEdit(file, before ?? '', context, () =>
    words === undefined
      ? [{ value: undefined, text: unsetText(file, before ?? '', key) }]
      : meanings(path, words).map((meant) => ({
          value: meant,
          text: setText(file, before ?? '', key, meant),
        })),
  );
  const changed = after !== (before ?? '');
  if (changed) {
    const about = `config ${words === undefined ? 'unset' : 'set'} ${path}`;
    await write(file, { before, after, about }, await context.files());
  }

  const show = (shown: unknown): unknown => (isSecret(path, section) ? masked(shown) : shown);
  return {
    path,
    file,
    before: show(valueAt(yaml.value, key)),
    after: show(value),
    changed,
    overriddenBy: await strongerThanUser(path, around),
  };
}

interface Edit {
  readonly text: string;
  readonly value: unknown;
}

/**
 * The first of some edits that brings in no fault.
 * @throws NixaiError `config-invalid` with the faults of the first one, if none does.
 */
async function harmlessEdit(
  file: string,
  before: string,
  context: ChangeContext,
  edits: () => readonly Edit[],
): Promise<Edit> {
  const old = new Set((await faultsIn(file, before, context)).map(identity));
  let refused: readonly ConfigFinding[] = [];
  for (const edit of edits()) {
    const faults = await faultsIn(file, edit.text, context);
    const brought = faults.filter((fault) => !old.has(identity(fault)));
    if (brought.length === 0) return edit;
    if (refused.length === 0) refused = brought;
  }
  throw invalidConfig(refused);
}

function identity({ path, message }: ConfigFinding): string {
  return `${path.join('.')}: ${message}`;
}

/** What would be wrong if the user's file had this text. */
async function faultsIn(
  file: string,
  text: string,
  { around, sections }: ChangeContext,
): Promise<readonly ConfigFinding[]> {
  const layer = await textLayer('user', file, text, around.env);
  const inSections = [...sections.values()].flatMap(
    (section) => checkSection(section, { layers: [layer] }).findings,
  );
  return [...layer.findings, ...inSections].filter(({ severity }) => severity === 'error');
}

/** The section that a path lies in; undefined for a core key. */
function sectionOf(
  key: readonly string[],
  sections: ReadonlyMap<string, ConfigSection<unknown>>,
): ConfigSection<unknown> | undefined {
  const path = key.join('.');
  if (isConfigKey(path)) return undefined;
  const section = sections.get(key[0] ?? '');
  const harmless = key.every((name) => name !== '' && !isDangerousName(name));
  if (harmless && section !== undefined && isDescribed(section, key.slice(1))) return section;
  const others = [...sections.values()].flatMap(({ name, describe }) =>
    Object.keys(describe).map((inner) => `${name}.${inner}`),
  );
  throw unknownKey(path, others);
}

function isSecret(path: string, section: ConfigSection<unknown> | undefined): boolean {
  if (isConfigKey(path)) return configKeys[path].secret === true;
  return section?.secretKeys?.includes(path.slice(section.name.length + 1)) === true;
}

/**
 * What the words may mean: by the key's type; for a plugin's key as YAML reads them, as the plain
 * text that they are (a version such as 1.10 is a number to YAML), or as a list.
 */
function meanings(path: string, words: readonly string[]): readonly unknown[] {
  if (isConfigKey(path)) return [configKeys[path].type.parse(words)];
  const typed = words.join(' ');
  const { value, faults } = readYaml(typed);
  const read = faults.length > 0 || value === undefined || value === null ? [] : [value];
  return [...read, typed, [...words]];
}

function setText(file: string, text: string, key: readonly string[], value: unknown): string {
  if (!isJson(file)) return setInYaml(text, key, value);
  return jsonText(withValue(readYaml(text).value, key, value));
}

function unsetText(file: string, text: string, key: readonly string[]): string {
  const tree = readYaml(text).value;
  if (valueAt(tree, key) === undefined) return text;
  if (!isJson(file)) return unsetInYaml(text, key);
  return jsonText(withoutValue(tree, emptiedBy(tree, key)));
}

const isJson = (file: string): boolean => file.endsWith('.json');
const jsonText = (tree: unknown): string => `${JSON.stringify(tree, null, 2)}\n`;

/** The file's text; undefined if there is no file. */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new NixaiError({
      code: 'config-unreadable',
      what: `${file} cannot be read`,
      why: messageOf(error),
      exitCode: ExitCode.refused,
      cause: error,
    });
  }
}

async function write(
  file: string,
  { before, after, about }: { readonly before?: string; readonly after: string; about: string },
  files: FileService,
): Promise<void> {
  if (before !== undefined) refuseInStore(file);
  const expect = before === undefined ? '' : sha256(before);
  // The file may hold keys: nobody else may read it.
  await files.change([{ path: file, content: after, mode: 0o600, expect }], about);
}

/** Home Manager puts a link to the read-only store where the file would be. */
function refuseInStore(file: string): void {
  const real = realpathSync(file);
  if (!real.startsWith('/nix/store/')) return;
  throw new NixaiError({
    code: 'config-read-only',
    what: `${file} is made by Home Manager or NixOS`,
    why: `it is a link to ${real}`,
    hint: 'change services.nixai.settings in your configuration instead',
    exitCode: ExitCode.refused,
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What still wins over the user's file for a core key. */
async function strongerThanUser(
  path: string,
  around: Surroundings,
): Promise<ConfigChange['overriddenBy']> {
  if (!isConfigKey(path)) return undefined;
  const setting = settingOf(await readLayers(around), path);
  const origin = setting?.layer.origin;
  const stronger = origin === 'flag' || origin === 'environment' || origin === 'project';
  return stronger ? { origin, from: setting?.from } : undefined;
}
