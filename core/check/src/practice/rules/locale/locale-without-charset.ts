import { textsOf, type CheckDefinition, type CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';

/**
 * Languages whose locales mean an older character set where none is named (glibc, localedata/SUPPORTED);
 * those of India, Nigeria and a few more have UTF-8 only.
 */
const languages = new Set(
  (
    'af an ast be bg br bs ca cs cy da de el es et eu fi fo fr ga gd gl gv he hr hsb hu id is it ja ' +
    'ka kk kl ko kw lg lt lv mg mi mk ms mt nb nl nn oc pl pt ro ru sk sl sq st sv tg th tl tr uk ' +
    'uz wa xh zh zu'
  ).split(' '),
);

/** Countries where English has a character set of before. */
const english = /^en_(?:AU|BW|CA|DK|GB|HK|IE|NZ|PH|SG|US|ZA|ZW)$/;

/** Of languages in the list, those that are of UTF-8 only. */
const isUtf8Only = /^(?:es_CU|nl_AW|tr_CY|zh_SG|eu_FR)$/;

const bare = ({ values }: CheckDefinition): string | undefined =>
  values
    .flatMap(textsOf)
    .find(
      (text) =>
        english.test(text) ||
        (/^[a-z]{2,3}_[A-Z]{2}$/.test(text) &&
          languages.has(text.slice(0, text.indexOf('_'))) &&
          !isUtf8Only.test(text)),
    );

export const localeWithoutCharset: CheckRule = {
  id: 'locale-without-charset',
  severity: 'error',
  set: 'nixos',
  options: ['i18n.defaultLocale', 'i18n.extraLocaleSettings.*'],
  applies: (definition) => bare(definition) !== undefined,
  message: 'the locale names no character set',
  why: 'NixOS makes its locales with UTF-8, and without the ending there is none of that name: the build stops.',
  fix: 'Put .UTF-8 behind it: "de_DE.UTF-8".',
  fixFor: (definition) => `Write "${bare(definition) ?? ''}.UTF-8".`,
  edit: (definition) => ({ to: 'set', value: `"${bare(definition) ?? ''}.UTF-8"` }),
  docs: optionPage('i18n.defaultLocale'),
  samples: {
    fires: [{ 'i18n.defaultLocale': 'de_DE' }, { 'i18n.extraLocaleSettings.LC_TIME': 'en_GB' }],
    quiet: [
      { 'i18n.defaultLocale': 'de_DE.UTF-8' },
      { 'i18n.defaultLocale': 'C' },
      { 'i18n.defaultLocale': 'en_IN' },
      { 'i18n.defaultLocale': 'hi_IN' },
      { 'i18n.defaultLocale': 'de_DE@euro' },
    ],
  },
};
