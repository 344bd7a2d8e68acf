import { textsOf, type CheckDefinition, type CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';

/** Languages as people call them, and the layout that each is called by; none of the names is a layout. */
const layouts: Readonly<Record<string, string>> = {
  danish: 'dk',
  dansk: 'dk',
  deutsch: 'de',
  dutch: 'nl',
  english: 'us',
  espanol: 'es',
  español: 'es',
  finnish: 'fi',
  francais: 'fr',
  français: 'fr',
  french: 'fr',
  german: 'de',
  germany: 'de',
  italian: 'it',
  italiano: 'it',
  norwegian: 'no',
  polish: 'pl',
  polski: 'pl',
  portuguese: 'pt',
  qwerty: 'us',
  qwertz: 'de',
  russian: 'ru',
  spanish: 'es',
  svenska: 'se',
  swedish: 'se',
  turkish: 'tr',
};

/** The console calls two of them by the language. */
const onTheConsole: Readonly<Record<string, string>> = { se: 'sv-latin1', tr: 'trq' };

/** The layout that a text was meant to be; undefined where nothing says that it is none. */
function meant({ values }: CheckDefinition): string | undefined {
  const text = values.flatMap(textsOf).at(0)?.toLowerCase();
  return text === undefined || !Object.hasOwn(layouts, text) ? undefined : layouts[text];
}

const shared = {
  severity: 'error',
  set: 'nixos',
  applies: (definition: CheckDefinition): boolean => meant(definition) !== undefined,
  message: 'there is no such keyboard layout',
} as const;

export const keymapUnknown: CheckRule = {
  ...shared,
  id: 'keymap-unknown',
  options: ['console.keyMap'],
  why: 'It is the name of a file of kbd: without it the console has the American layout.',
  fix: 'Write a name that localectl list-keymaps shows.',
  fixFor(definition) {
    const layout = meant(definition) ?? '';
    return `Write "${onTheConsole[layout] ?? layout}".`;
  },
  docs: optionPage('console.keyMap'),
  samples: {
    fires: [{ 'console.keyMap': 'german' }, { 'console.keyMap': 'Swedish' }],
    quiet: [
      { 'console.keyMap': 'de' },
      { 'console.keyMap': 'de-latin1-nodeadkeys' },
      { 'console.keyMap': 'dvorak' },
      { 'console.keyMap': 'uk' },
    ],
  },
};

export const layoutUnknown: CheckRule = {
  ...shared,
  id: 'layout-unknown',
  options: ['services.xserver.xkb.layout', 'services.xserver.layout'],
  why: 'Nix checks it when it builds the machine, and stops.',
  fix: 'Write a name that localectl list-x11-keymap-layouts shows.',
  fixFor: (definition) => `Write "${meant(definition) ?? ''}".`,
  docs: optionPage('services.xserver.xkb.layout'),
  samples: {
    fires: [
      { 'services.xserver.xkb.layout': 'deutsch' },
      { 'services.xserver.xkb.layout': 'English' },
    ],
    quiet: [
      { 'services.xserver.xkb.layout': 'de' },
      { 'services.xserver.xkb.layout': 'us,de' },
      { 'services.xserver.xkb.layout': 'my-layout' },
    ],
  },
};
