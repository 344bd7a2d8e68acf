import { createHash } from 'node:crypto';
import { ExitCode, NixaiError, type CalledTool } from '@nixai/api';
import { tokensOf } from './definitions.js';

/** A part of an answer that fits, as text and as data. */
export interface Portion {
  readonly text: string;
  readonly data: {
    readonly about: string;
    readonly items: readonly unknown[];
    /** Items that follow. */
    readonly left?: number;
    /** What gets them. */
    readonly cursor?: string;
  };
}

/** Tokens for the sentence that says what is left. */
const reserve = 60;

/**
 * As much of an answer as the budget allows, cut between two items; the first item is there in any
 * case, shortened if it is too long by itself.
 * @param key what was called, with what: a cursor belongs to it alone.
 * @throws NixaiError `usage` for a cursor of another call.
 */
export function portion(
  { about, items }: CalledTool,
  budget: number,
  key: string,
  cursor?: string,
): Portion {
  const start = cursor === undefined ? 0 : startOf(cursor, key, items.length);
  const room = budget - reserve - tokensOf(about);
  const taken: { text: string; data: unknown }[] = [];
  let [texts, datas] = [0, 0];
  for (const item of items.slice(start)) {
    const text = tokensOf(`${item.text}\n\n`);
    const data = tokensOf(`${JSON.stringify(item.data)},`);
    if (texts + text > room || datas + data > room) {
      if (taken.length === 0) taken.push(shortened(item, Math.max(room, reserve)));
      break;
    }
    taken.push(item);
    texts += text;
    datas += data;
  }
  const end = start + taken.length;
  const left = items.length - end;
  const next = left > 0 ? `${end}.${hashOf(key)}` : undefined;
  const body = joined(taken.map(({ text }) => text));
  const rest = next === undefined ? '' : `${left} more; cursor: "${next}" gets them.`;
  return {
    text: [about, body, rest].filter((part) => part !== '').join('\n\n'),
    data: {
      about,
      items: taken.map(({ data }) => data),
      ...(next !== undefined && { left, cursor: next }),
    },
  };
}

/** Lines stand below each other; what has several is set apart. */
function joined(texts: readonly string[]): string {
  return texts.join(texts.some((text) => text.includes('\n')) ? '\n\n' : '\n');
}

function startOf(cursor: string, key: string, count: number): number {
  const [at = '', hash] = cursor.split('.');
  const start = Number(at);
  if (hash === hashOf(key) && Number.isInteger(start) && start > 0 && start < count) return start;
  throw new NixaiError({
    code: 'usage',
    what: 'the cursor belongs to another call, or the answer has changed since',
    hint: 'call again without it',
    exitCode: ExitCode.usage,
  });
}

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 8);

/** One item that is too long by itself: its text to the end of a line, its data with short texts. */
function shortened(
  { text, data }: { readonly text: string; readonly data: unknown },
  tokens: number,
): { text: string; data: unknown } {
  const bytes = tokens * 4;
  const head = cutText(text, bytes);
  let most = bytes;
  let lean = data;
  while (tokensOf(JSON.stringify(lean)) > tokens && most > 16) {
    most = Math.floor(most / 2);
    lean = cutStrings(data, most);
  }
  return { text: head, data: lean };
}

const mark = '… (cut)';

function cutText(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  // A character that is cut in two is left out.
  const head = Buffer.from(text).subarray(0, bytes).toString().replace(/�$/, '');
  const line = head.lastIndexOf('\n');
  return `${line > 0 ? head.slice(0, line) : head}\n${mark}`;
}

function cutStrings(value: unknown, most: number): unknown {
  if (typeof value === 'string')
    return value.length > most ? `${value.slice(0, most)}${mark}` : value;
  if (Array.isArray(value)) {
    const kept = value.slice(0, Math.max(1, Math.floor(most / 16)));
    return kept.map((one) => cutStrings(one, most));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, cutStrings(one, most)]),
  );
}
