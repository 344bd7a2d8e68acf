import { editDistance } from '@nixai/language';
import { stem } from './stem.js';

/** What somebody wants done with a thing. */
export type Action =
  | 'add'
  | 'remove'
  | 'install'
  | 'enable'
  | 'disable'
  | 'change'
  | 'show'
  | 'update'
  | 'restart'
  | 'start'
  | 'stop'
  | 'undo'
  | 'run'
  | 'explain'
  | 'compare'
  | 'schedule'
  | 'open';

/** How people say it; the longer phrases first, so that "turn off" is not "turn". */
const phrases: Readonly<Record<Action, string>> = {
  disable:
    'turn(?=(?:\\s+\\S+){1,3}\\s+off\\b)|turn off|switch off|disabl(?:e|ing)|deactivat(?:e|ing)|get rid of|no longer|(?:stop|keep|prevent)(?:ing)?(?=(?:\\s+\\S+){1,5}\\s+from\\b)',
  enable:
    'turn(?=(?:\\s+\\S+){1,3}\\s+on\\b)|turn on|switch on|enabl(?:e|ing)|activat(?:e|ing)|set ?up|setting up|us(?:e|ing)|configur(?:e|ing)',
  undo: 'roll(?:ing)? ?back|undo|revert|go(?:ing)? back|downgrad(?:e|ing)',
  compare: 'differences? between|versus|vs\\.?|or|compared? (?:to|with)|which (?:one )?should',
  explain: "what (?:is|are|does|do|'s)|explain|mean(?:ing)?|what for",
  install: 'install(?:ing)?|get',
  remove: 'remov(?:e|ing)|delet(?:e|ing)|uninstall(?:ing)?|clean(?:ing)? ?up|clear(?:ing)?|free',
  add: 'add(?:ing)?|creat(?:e|ing)|mak(?:e|ing)|new|declar(?:e|ing)|defin(?:e|ing)|writ(?:e|ing)',
  change:
    'chang(?:e|ing)|set(?:ting)?|modify|edit(?:ing)?|renam(?:e|ing)|choos(?:e|ing)|switch(?:ing)?',
  show: 'list(?:ing)?|show(?:ing)?|see|find(?:ing)?|which|where|view(?:ing)?|how many|look(?:ing)? up|search(?:ing)?(?: for)?|check(?:ing)?',
  update: 'updat(?:e|ing)|upgrad(?:e|ing)',
  restart: 'restart(?:ing)?|reload(?:ing)?',
  start: 'start(?:ing)?',
  stop: 'stop(?:ping)?|kill(?:ing)?',
  run: 'run(?:ning)?|execut(?:e|ing)|launch(?:ing)?|open(?:ing)? a shell',
  schedule: 'schedul(?:e|ing)|every (?:night|day|hour|week|minute|morning)|periodically|cron',
  open: 'open(?:ing)?|expos(?:e|ing)|allow(?:ing)?|permit(?:ting)?',
};

const readings = Object.entries(phrases).map(
  ([action, pattern]) => [action as Action, new RegExp(`\\b(?:${pattern})\\b`, 'i')] as const,
);

/** The actions that a question names. Those that end in -ed say what a thing is, not what to do. */
export function actionsIn(text: string): ReadonlySet<Action> {
  return new Set(readings.filter(([, pattern]) => pattern.test(text)).map(([action]) => action));
}

/** The text without the words that say what is to be done: what is left is what it is done to. */
export function withoutActions(text: string): string {
  return readings.reduce((rest, [, pattern]) => rest.replace(everywhere(pattern), ' '), text);
}

/** Words that questions are full of, and that no other word of the field is one slip away from. */
const oftenMistyped =
  `install uninstall enable disable configure activate update upgrade restart delete suspend hibernate connect
  launching starting keyboard password bluetooth configuration resolution generation environment firewall
  graphics brightness directory`
    .split(/\s+/)
    .map((word) => ({ word, stem: stem(word) }));

/** The text with its commonest words as they were meant: "instal", "enbale", "suspned". */
export function withMendedActions(text: string): string {
  return text.replace(/(?<![\w./-])[a-z]{5,14}(?![\w./-])/gi, (written) => {
    const typed = written.toLowerCase();
    const isInflected = oftenMistyped.some((one) => one.stem === stem(typed));
    const meant = isInflected
      ? undefined
      : oftenMistyped.find(
          ({ word }) =>
            word[0] === typed[0] && (editDistance(typed, word, 1) === 1 || isSwapOf(word, typed)),
        );
    return meant?.word ?? written;
  });
}

/** Whether the one is the other with two neighbouring letters in each other's place. */
export function isSwapOf(meant: string, typed: string): boolean {
  if (meant.length !== typed.length) return false;
  const at = [...typed].findIndex((letter, i) => letter !== meant[i]);
  if (at < 0) return false;
  const swapped = `${meant.slice(0, at)}${meant[at + 1] ?? ''}${meant[at] ?? ''}${meant.slice(at + 2)}`;
  return swapped === typed;
}

const everywhere = (pattern: RegExp) => new RegExp(pattern.source, 'gi');

const near: readonly (readonly Action[])[] = [
  ['install', 'add', 'enable', 'run', 'start'],
  ['change', 'enable', 'add'],
  ['disable', 'stop', 'remove'],
  ['update', 'change'],
  ['restart', 'start', 'stop'],
  ['open', 'enable'],
  ['schedule', 'run', 'add'],
];

const opposites: readonly (readonly [Action, Action])[] = [
  ['enable', 'disable'],
  ['install', 'remove'],
  ['add', 'remove'],
  ['update', 'undo'],
];

/** Who asks for one of these wants more than the thing itself. */
const pointed: ReadonlySet<Action> = new Set([
  'remove',
  'disable',
  'update',
  'restart',
  'start',
  'stop',
  'undo',
  'compare',
  'schedule',
]);

/** 0 to 1: how well what one asks to be done fits what the other does. */
export function agreementOf(asked: ReadonlySet<Action>, said: readonly Action[]): number {
  if (asked.size === 0) return 0.75;
  if (said.length === 0) return [...asked].some((action) => pointed.has(action)) ? 0.35 : 0.75;
  const shared = said.some((action) => asked.has(action));
  if (shared) return 1;
  const opposed = opposites.some(
    ([one, other]) =>
      (asked.has(one) && said.includes(other)) || (asked.has(other) && said.includes(one)),
  );
  if (opposed) return 0;
  const related = near.some(
    (group) => group.some((one) => asked.has(one)) && group.some((one) => said.includes(one)),
  );
  return related ? 0.8 : 0.4;
}
