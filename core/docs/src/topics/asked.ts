import { knownPackage } from '../handbook/knownPackages.js';
import { askedKinds, type AskedKind } from './askedKinds.js';
import { deedIn, unitOf } from './deeds.js';
import { mapTexts } from './mapTexts.js';
import type { Topic } from './schema.js';

/** A value as Nix has it, and the words of the question that said it. */
interface AskedValue {
  readonly value: string;
  readonly said: string;
}

/** A language as people call it: its keyboard layout, its locale. */
const languages: Readonly<Record<string, readonly [layout: string, locale: string]>> = {
  austrian: ['at', 'de_AT'],
  belgian: ['be', 'nl_BE'],
  brazilian: ['br', 'pt_BR'],
  british: ['gb', 'en_GB'],
  czech: ['cz', 'cs_CZ'],
  danish: ['dk', 'da_DK'],
  dutch: ['nl', 'nl_NL'],
  finnish: ['fi', 'fi_FI'],
  french: ['fr', 'fr_FR'],
  german: ['de', 'de_DE'],
  greek: ['gr', 'el_GR'],
  hungarian: ['hu', 'hu_HU'],
  italian: ['it', 'it_IT'],
  norwegian: ['no', 'nb_NO'],
  polish: ['pl', 'pl_PL'],
  portuguese: ['pt', 'pt_PT'],
  romanian: ['ro', 'ro_RO'],
  russian: ['ru', 'ru_RU'],
  spanish: ['es', 'es_ES'],
  swedish: ['se', 'sv_SE'],
  swiss: ['ch', 'de_CH'],
  turkish: ['tr', 'tr_TR'],
  ukrainian: ['ua', 'uk_UA'],
};

const language = new RegExp(`\\b(?:${Object.keys(languages).join('|')})\\b`, 'gi');
const ports =
  /\bports?\s+(?:to\s+|number\s+)?(?<list>\d{1,5}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*|\s+)\d{1,5})*)(?![\d.:-])/i;
const localeName = /\b(?<name>[a-z]{2}_[A-Z]{2})(?:\.utf-?8)?\b/i;
const ofMachine =
  /\b(?:host ?name|(?:computer|machine|pc|laptop|server)(?:'s)?(?: name)?)\b.*?\s(?:to|called|named|as)\s+["'`]?(?<name>[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)["'`]?\s*[?.!]*$/i;
const ofUser =
  /\buser(?:name)?(?: account)? (?:called|named) ["'`]?(?<name>[a-z_][a-z\d_-]{0,30})\b/i;

const readings: Readonly<
  Record<AskedKind, (question: string, topic: Topic) => AskedValue | undefined>
> = {
  port(question) {
    const said = ports.exec(question)?.groups?.['list'];
    const numbers = said?.match(/\d+/g) ?? [];
    const isPort = (text: string) => Number(text) >= 1 && Number(text) <= 65535;
    return said === undefined || !numbers.every(isPort)
      ? undefined
      : { value: numbers.map(Number).join(' '), said };
  },
  layout: (question) => ofLanguages(question, ([layout]) => layout, ','),
  locale(question) {
    const named = localeName.exec(question);
    const name = named?.groups?.['name'];
    if (name !== undefined)
      return { value: `${name.slice(0, 3)}${name.slice(3).toUpperCase()}.UTF-8`, said: name };
    return ofLanguages(question, ([, locale]) => `${locale}.UTF-8`);
  },
  timeZone: zoneIn,
  hostName: (question) => named(ofMachine, question),
  user: (question) => named(ofUser, question),
  version: versionIn,
  program: (question) => ofDeed(question, (name) => knownPackage(name) ?? attributeOf(name)),
  unit: (question) => ofDeed(question, unitOf),
};

/** What stands for the one thing that something is wanted of: "update only vlc". */
function ofDeed(question: string, valueOf: (name: string) => string): AskedValue | undefined {
  const name = deedIn(question)?.name;
  return name === undefined ? undefined : { value: valueOf(name), said: name };
}

/** A name as packages have it: `yt dlp` is no attribute. */
const attributeOf = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

/** The version that a question names ("postgres 16"), as the package that the topic knows of it. */
function versionIn(question: string, { asked, synonyms, packages }: Topic): AskedValue | undefined {
  const names = synonyms.filter((name) => /^[a-z]+$/i.test(name)).join('|');
  const said = new RegExp(`\\b(?:${names})\\s*(?:version\\s*|v)?(?<number>\\d{1,3})\\b`, 'i');
  const number = said.exec(question)?.groups?.['number'];
  const value = `${asked?.version?.replace(/\d+$/, '')}${number}`;
  return number !== undefined && packages.includes(value) ? { value, said: number } : undefined;
}

function zoneIn(question: string): AskedValue | undefined {
  const asked = question.toLowerCase().replaceAll('_', ' ');
  const zone = Intl.supportedValuesOf('timeZone').find((name) =>
    new RegExp(`\\b${cityOf(name)}\\b`).test(asked),
  );
  return zone === undefined ? undefined : { value: zone, said: cityOf(zone) };
}

const cityOf = (zone: string): string =>
  (zone.split('/').at(-1) ?? zone).toLowerCase().replaceAll('_', ' ');

function named(pattern: RegExp, question: string): AskedValue | undefined {
  const name = pattern.exec(question)?.groups?.['name'];
  return name === undefined ? undefined : { value: name, said: name };
}

/** The languages of a question, in its order; only one where several cannot stand together. */
function ofLanguages(
  question: string,
  valueOf: (one: readonly [layout: string, locale: string]) => string,
  separator?: string,
): AskedValue | undefined {
  const said = question.match(language) ?? [];
  const values = said.flatMap((name) => {
    const known = languages[name.toLowerCase()];
    return known === undefined ? [] : [valueOf(known)];
  });
  const [only] = values;
  if (only === undefined || (values.length > 1 && separator === undefined)) return undefined;
  return { value: [...new Set(values)].join(separator), said: said.join(' ') };
}

/**
 * The topic with what the question itself says in the place of its samples: who asks for port 8080 is
 * shown 8080. `topic.asked` tells which text stands for what.
 */
export function withAsked(topic: Topic, question: string): Topic {
  return askedKinds.reduce((filled, kind) => {
    const sample = topic.asked?.[kind];
    const asked = sample === undefined ? undefined : readings[kind](question, topic);
    return sample === undefined || asked === undefined ? filled : replaced(filled, sample, asked);
  }, topic);
}

const isAboutLanguage = /\b(?:keyboard|layout|keymap|locale|language)s?\b/i;

/** The question without what only says which one: "german keyboard" asks for a keyboard layout. */
export function withoutAsked(question: string): string {
  const rest = isAboutLanguage.test(question) ? question.replace(language, ' ') : question;
  const zone = /\btime ?zone\b/i.test(rest) ? zoneIn(rest)?.said : undefined;
  return zone === undefined ? rest : rest.replaceAll('_', ' ').replace(new RegExp(zone, 'i'), ' ');
}

function replaced(topic: Topic, sample: string, { value, said }: AskedValue): Topic {
  return {
    ...mapTexts(topic, (text) => text.replaceAll(sample, value)),
    // The topic speaks of it now.
    synonyms: [...topic.synonyms, said],
  };
}
