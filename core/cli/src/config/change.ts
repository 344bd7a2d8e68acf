import type {
  ConfigChange,
  ConfigFinding,
  ConfigSection,
  ConfigText,
  FileService,
} from '@nixai/api';
import { isDangerousName } from './checkTree.js';
import { emptiedBy, setInYaml, unsetInYaml, withValue, withoutValue } from './editYaml.js';
import { textLayer } from './fileLayer.js';
import { invalidConfig } from './invalid.js';
import { isMapping } from './isMapping.js';
import { readLayers, settingOf, type Surroundings } from './layers.js';
import { masked } from './masked.js';
import { unknownKey } from './unknownKey.js';
import { configKeys, isConfigKey } from './schema.js';
import { checkSection, isDescribed, valueAt } from './section.js';
import { makePrivate } from '@nixai/safety';
import { readUserText, whileLocked, writeUserText } from './userText.js';
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
  const section = sectionOf(path.split('.'), sections);
  const files = await context.files();
  const change = await whileLocked(around, files, async () => {
    const before = readUserText(around);
    const edit = await harmlessEdit(before, context, path, words);
    const changed = edit.text !== before.text;
    if (changed && isSecret(path, section)) await makePrivate(before.file);
    const about = `config ${words === undefined ? 'unset' : 'set'} ${path}`;
    if (changed) await writeUserText(before, edit.text, about, files);
    return { file: before.file, changed, ...edit };
  });
  const show = (value: unknown): unknown => (isSecret(path, section) ? masked(value) : value);
  return {
    path,
    file: change.file,
    before: show(change.before),
    after: show(change.value),
    changed: change.changed,
    overriddenBy: await strongerThanUser(path, around),
  };
}

/** Puts a whole new text in the place of the user's file, if nothing in it is wrong. */
export async function replaceUserFile(
  before: ConfigText,
  text: string,
  context: ChangeContext,
): Promise<void> {
  const faults = await faultsIn(before.file, text, context);
  if (faults.length > 0) throw invalidConfig(faults);
  const files = await context.files();
  await whileLocked(context.around, files, () => writeUserText(before, text, 'config edit', files));
}

interface Edit {
  readonly text: string;
  readonly before: unknown;
  readonly value: unknown;
}

/**
 * The text with the change made, by the first meaning of the words that brings in no fault.
 * @throws NixaiError `config-invalid` with the faults of the first meaning, if none does.
 */
async function harmlessEdit(
  { file, text }: ConfigText,
  context: ChangeContext,
  path: string,
  words: readonly string[] | undefined,
): Promise<Edit> {
  const key = path.split('.');
  const yaml = readYaml(text);
  const old = await faultsIn(file, text, context);
  if (yaml.faults.length > 0 || !isMapping(yaml.value ?? {})) throw invalidConfig(old);
  const known = new Set(old.map(identity));
  let refused: readonly ConfigFinding[] = [];
  for (const value of words === undefined ? [undefined] : meanings(path, words)) {
    const edited =
      words === undefined ? unsetText(file, text, key) : setText(file, text, key, value);
    const faults = await faultsIn(file, edited, context);
    const brought = faults.filter((fault) => !known.has(identity(fault)));
    if (brought.length === 0) return { text: edited, before: valueAt(yaml.value, key), value };
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
