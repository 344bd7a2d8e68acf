import type {
  ConfigEntry,
  ConfigFinding,
  ConfigKey,
  ConfigReport,
  ConfigSection,
} from '@nixai/api';
import { settingOf, type Layers } from './layers.js';
import { masked } from './masked.js';
import { configKeys, keyNames } from './schema.js';
import { checkSection, valueAt } from './section.js';

/** Every key, where its value comes from, and everything that is wrong. Secrets are masked. */
export function inspect(read: Layers, sections: readonly ConfigSection<unknown>[]): ConfigReport {
  const checked = sections.map((section) => ({ section, ...checkSection(section, read) }));
  return {
    entries: [
      ...keyNames.map((path) => coreEntry(path, read)),
      ...checked.flatMap(({ section, value, origin }) => sectionEntries(section, value, origin)),
    ],
    files: read.files,
    findings: [
      ...read.findings,
      ...checked.flatMap(({ findings }) => findings),
      ...strangeSections(read, new Set(sections.map(({ name }) => name))),
    ],
  };
}

function coreEntry(path: ConfigKey, read: Layers): ConfigEntry {
  const spec = configKeys[path];
  const setting = settingOf(read, path);
  const value = setting?.value ?? spec.default;
  return {
    path,
    value: spec.secret === true ? masked(value) : value,
    origin: setting?.layer.origin ?? (value === undefined ? 'unset' : 'default'),
    from: setting?.from,
    describe: spec.describe,
    type: spec.type.name,
    environment: spec.env ?? [],
  };
}

function sectionEntries(
  section: ConfigSection<unknown>,
  value: unknown,
  originOf: ReturnType<typeof checkSection>['origin'],
): readonly ConfigEntry[] {
  return Object.entries(section.describe).map(([key, describe]) => {
    const path = key
      .replace(/(^|\.)\*(\..*)?$/, '')
      .split('.')
      .filter((name) => name !== '');
    const layer = originOf(path);
    const found = valueAt(value ?? section.defaults, path);
    const secret = section.secretKeys?.includes(key) === true;
    return {
      path: `${section.name}.${key}`,
      value: secret ? masked(found) : found,
      origin: layer?.origin ?? (found === undefined ? 'unset' : 'default'),
      from: layer?.file,
      describe,
      environment: [],
    };
  });
}

/** Sections that no plugin declared: of one that is not installed, most likely. */
function strangeSections({ layers }: Layers, known: ReadonlySet<string>): readonly ConfigFinding[] {
  return layers.flatMap((layer) =>
    [...layer.sections.keys()]
      .filter((name) => !known.has(name))
      .map((name) => ({
        severity: 'warning' as const,
        path: [name],
        from: layer.file ?? '',
        message: `no installed plugin has a section "${name}"`,
        ...layer.locate([name], 'key'),
      })),
  );
}
