import { ExitCode, NixaiError } from '@nixai/api';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

interface Field {
  readonly about: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const fields: readonly Field[] = [
  { about: 'minute', least: 0, most: 59 },
  { about: 'hour', least: 0, most: 23 },
  { about: 'day of the month', least: 1, most: 31 },
  { about: 'month', least: 1, most: 12, names: ['', ...months] },
  { about: 'day of the week', least: 0, most: 7, names: days.map((day) => day.toLowerCase()) },
];

/**
 * When something is to happen, as systemd's `OnCalendar` has it: a line of cron is told in its words,
 * anything else is left as it is.
 * @throws NixaiError `usage` for what neither of them can mean.
 */
export function calendarOf(text: string): string {
  const when = text.trim();
  if (!/^[\w*/,.:~+ -]+$/.test(when) && !when.startsWith('@'))
    throw unfit(text, 'it is no time as systemd or cron says it');
  if (when.startsWith('@')) return when.slice(1).replace('midnight', 'daily');
  const parts = when.split(/\s+/);
  if (parts.length !== 5) return when;
  const [minute = [], hour = [], day = [], month = [], weekday = []] = parts.map((part, at) =>
    valuesOf(part, fields[at] as Field, text),
  );
  const isAny = (at: number): boolean => parts[at]?.startsWith('*') === true;
  // Cron runs where one of the two fits, systemd where both do.
  if (!isAny(2) && !isAny(4))
    throw unfit(
      text,
      'cron takes a day of the month or of the week, and systemd only both at once',
    );
  const named = new Set(weekday.map((one) => days[one % 7]));
  return [
    ...(named.size === 7 ? [] : [days.filter((one) => named.has(one)).join(',')]),
    `*-${listed(month, fields[3])}-${listed(day, fields[2])}`,
    `${listed(hour, fields[1])}:${listed(minute, fields[0])}:00`,
  ].join(' ');
}

/** All of a field is `*`; else each value, which is plain for whoever reads it. */
function listed(values: readonly number[], field: Field | undefined): string {
  if (field !== undefined && values.length === field.most - field.least + 1) return '*';
  return values.map((one) => String(one).padStart(2, '0')).join(',');
}

function valuesOf(part: string, field: Field, text: string): readonly number[] {
  const { about, least, most, names = [] } = field;
  const number = (word: string): number => {
    const named = names.indexOf(word.toLowerCase());
    const value = named >= 0 ? named : /^\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw unfit(text, `${word} is no ${about}`);
  };
  const found = part.split(',').flatMap((piece) => {
    const [range = '', step = '1', more] = piece.split('/');
    const every = Number(step);
    if (more !== undefined || !/^\d+$/.test(step) || every === 0)
      throw unfit(text, `${piece} is no ${about}`);
    const [first = '', last, rest] = range.split('-');
    if (rest !== undefined) throw unfit(text, `${piece} is no ${about}`);
    const from = range === '*' ? least : number(first);
    const end = (): number => {
      if (last !== undefined) return number(last);
      // A step after a single number goes on to the end.
      return piece.includes('/') ? most : from;
    };
    // Sunday is 0 and 7 alike.
    const to = range === '*' ? Math.min(most, names.length > 0 ? names.length - 1 : most) : end();
    if (to < from) throw unfit(text, `${piece} goes backwards`);
    return Array.from(
      { length: Math.floor((to - from) / every) + 1 },
      (_, at) => from + at * every,
    );
  });
  return [...new Set(found)].sort((one, other) => one - other);
}

const unfit = (text: string, why: string): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: `${JSON.stringify(text)} is no time for a timer`,
    why,
    hint: 'daily, "Mon *-*-* 03:00" (man systemd.time), or "*/15 * * * *"',
    exitCode: ExitCode.usage,
  });
