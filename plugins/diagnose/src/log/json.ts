import { withoutPrefix, type Prefixed } from './prefix.js';

/** Names of activities by their number, as Nix's structured log has announced them. */
export type Activities = Map<number, string>;

const nixMark = '@nix ';
const buildActivity = 105;
const buildLogLine = 101;
const postBuildLogLine = 107;

interface NixEvent {
  readonly action?: string;
  readonly id?: number;
  readonly type?: number;
  readonly msg?: string;
  readonly text?: string;
  readonly fields?: readonly unknown[];
}

/**
 * The lines that a line of JSON stands for: of Nix's `--log-format internal-json`, or of
 * `journalctl -o json`. Undefined for anything else.
 */
export function linesOfJson(raw: string, activities: Activities): readonly Prefixed[] | undefined {
  const start = raw.indexOf('{');
  if (start < 0 || start > 200) return undefined;
  if (raw.startsWith(nixMark, start - nixMark.length))
    return ofNix(parsed(raw.slice(start)), activities);
  if (start === 0 && raw.includes('"MESSAGE"')) return ofJournal(parsed(raw));
  return undefined;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function ofNix(
  event: NixEvent | undefined,
  activities: Activities,
): readonly Prefixed[] | undefined {
  if (event === undefined) return undefined;
  const { action, id = 0, type, msg, text, fields } = event;
  if (action === 'msg')
    return lines(withoutColours(msg ?? '')).map(({ text: line }) => withoutPrefix(line));
  if (action === 'start') {
    const derivation = typeof fields?.[0] === 'string' ? fields[0] : undefined;
    if (type === buildActivity && derivation !== undefined)
      activities.set(id, derivation.replace(/^\/nix\/store\/[0-9a-z]{32}-|\.drv$/g, ''));
    return lines(text ?? '');
  }
  if (action === 'result' && (type === buildLogLine || type === postBuildLogLine))
    return lines(textOf(fields?.[0]), activities.get(id) ?? `#${id}`);
  return [];
}

function ofJournal(
  entry: Readonly<Record<string, unknown>> | undefined,
): readonly Prefixed[] | undefined {
  if (entry === undefined) return undefined;
  const source = entry['UNIT'] ?? entry['_SYSTEMD_UNIT'] ?? entry['SYSLOG_IDENTIFIER'];
  return lines(textOf(entry['MESSAGE']), typeof source === 'string' ? source : undefined);
}

/** JSON hides escapes from the reader of the log; a prefix is only seen without them. */
function withoutColours(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[[0-9;]{0,20}m/g, '');
}

/** A message is text, or bytes where it is not UTF-8. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? Buffer.from(value as number[]).toString() : '';
}

function lines(text: string, source?: string): readonly Prefixed[] {
  return text.split('\n').map((line) => ({ text: line, source }));
}
