import type { OptionCatalog, WrittenValue } from '@nixai/api';
import { optionPathText } from '@nixai/nix/quoting';
import type { Setting } from '../written/settings.js';
import type { Documented } from './result.js';

type Service = Documented['services'][number];
type Port = Service['ports'][number];

/** Where modules of NixOS have what runs. */
const roots = new Set(['services', 'virtualisation', 'programs', 'containers']);

const isPort = (name: string): boolean => /^(?:.*[a-z])?(?:p|P)orts?$|^PORT$/.test(name);

/** What is switched on, with the ports that it is written to take, or takes by default. */
export function servicesOf(
  settings: readonly Setting[],
  catalog: OptionCatalog | undefined,
): readonly Service[] {
  const services = new Map<string, Service>();
  for (const one of settings) {
    const { path, file, line } = one;
    if (!roots.has(path[0] ?? '') || path.at(-1) !== 'enable' || path.length < 3) continue;
    const own = path.slice(0, -1);
    const answer = isOn(settings.filter(({ option }) => option === one.option));
    if (answer === 'off') continue;
    const name = optionPathText(own);
    if (services.has(name)) continue;
    services.set(name, {
      name,
      conditional: answer === 'perhaps',
      place: { file, line },
      ports: portsOf(own, settings, catalog),
    });
  }
  for (const unit of unitsOf(settings)) if (!services.has(unit.name)) services.set(unit.name, unit);
  return [...services.values()].sort(byName);
}

/** Whether all that is written of an option says yes, by what wins. */
function isOn(all: readonly Setting[]): 'on' | 'off' | 'perhaps' {
  const strongest = Math.min(...all.map(({ definition }) => definition.priority));
  const winning = all.filter(({ definition }) => definition.priority === strongest);
  const says = (value: boolean) => (one: Setting) =>
    !one.conditional && one.definition.values.every((each) => isBoolean(each, value));
  if (winning.length > 0 && winning.every(says(true))) return 'on';
  return winning.length > 0 && winning.every(says(false)) ? 'off' : 'perhaps';
}

const isBoolean = (value: WrittenValue, wanted: boolean): boolean =>
  value.type === 'boolean' && value.value === wanted;

function portsOf(
  own: readonly string[],
  settings: readonly Setting[],
  catalog: OptionCatalog | undefined,
): readonly Port[] {
  const inside = settings.filter(
    ({ path }) =>
      own.every((name, at) => path[at] === name) &&
      isPort(path.at(-1) ?? '') &&
      // What another service has below it is its own.
      !settings.some(
        (other) =>
          other.path.at(-1) === 'enable' &&
          other.path.length > own.length + 1 &&
          other.path.length <= path.length &&
          other.path.slice(0, -1).every((name, at) => path[at] === name),
      ),
  );
  const written = inside.map(({ option, text, file, line }): Port => ({
    value: text,
    option,
    place: { file, line },
  }));
  if (written.length > 0) return written.sort(byOption);
  const usual = [['port'], ['ports'], ['listenPort'], ['settings', 'port'], ['settings', 'PORT']];
  return usual.flatMap((rest): readonly Port[] => {
    const path = [...own, ...rest];
    if (catalog?.match(path).outcome !== 'option') return [];
    const value = catalog.option(path)?.default?.replaceAll(/\s+/g, ' ');
    // A default that is another option's value says no number.
    return value !== undefined && /^(?:\d+|\[ (?:\d+ )+\])$/.test(value)
      ? [{ value, option: optionPathText(path) }]
      : [];
  });
}

/** Units of one's own that start something. */
function unitsOf(settings: readonly Setting[]): readonly Service[] {
  return settings.flatMap(({ path, conditional, file, line }): readonly Service[] => {
    const [systemd, kind, name = '', ...rest] = path;
    const starts = ['script', 'serviceConfig.ExecStart'].includes(rest.join('.'));
    if (systemd !== 'systemd' || kind !== 'services' || !starts) return [];
    const own = optionPathText([systemd, kind, name]);
    return [{ name: own, conditional, place: { file, line }, ports: [] }];
  });
}

const byName = (one: Service, other: Service): number => (one.name < other.name ? -1 : 1);
const byOption = (one: Port, other: Port): number => (one.option < other.option ? -1 : 1);
