import type { View } from '@nixai/api';
import type { Retry } from '../retry/retry.js';
import { nameOf } from '../storeName.js';
import { renderBuilt } from './built.js';
import { seconds } from './words.js';

/** What was changed, and how it is before and after. */
export async function renderRetried(retry: Retry, view: View): Promise<string> {
  const { way, edit, written, undo, after, why, argv, date } = retry;
  const parts: string[] = [];
  if (way === 'by-hand') {
    parts.push(view.wrap(`${argv.join(' ')} failed on ${when(date)}.`));
    if (retry.show !== undefined) parts.push(await retry.show(view));
    parts.push(view.wrap(`Nothing was written: ${why ?? ''}.`));
    return parts.join('\n\n');
  }
  if (way === 'again')
    parts.push(view.wrap('Nothing in your files is wrong: it is built again as it is.'));
  if (edit !== undefined) {
    const place = `${edit.file}:${edit.line}`;
    // At a question it was seen.
    if (!written) parts.push(edit.diff.trimEnd());
    parts.push(view.wrap(`${written ? 'Written' : 'Nothing was written'}: ${place} ${edit.what}.`));
  }
  parts.push(view.pairs([['before', beforeOf(retry)], ...(after ? [afterOf(after)] : [])]));
  if (after !== undefined && after.code !== 0) parts.push(await renderBuilt(after, view));
  if (undo !== undefined)
    parts.push(`To take the edit back:\n${view.code(`nixai undo ${undo}`, 'sh')}`);
  return parts.join('\n\n');
}

function beforeOf({ before, date }: Retry): string {
  const names = before.failed.map(nameOf).join(', ');
  const why = before.why ?? `Nix ended with ${before.code}`;
  return `${names === '' ? '' : `${names} failed: `}${why} (${when(date)})`;
}

function afterOf({
  code,
  outputs,
  failed,
  seconds: took,
}: NonNullable<Retry['after']>): readonly [string, string] {
  if (code === 0) return ['after', `built in ${seconds(took)}: ${outputs.join(' ')}`];
  const names = failed.map(nameOf).join(', ');
  return ['after', `${names === '' ? `Nix ended with ${code}` : `${names} failed`}`];
}

/** `2026-11-30 05:10`, in UTC. */
const when = (date: string): string => `${date.slice(0, 16).replace('T', ' ')} UTC`;
