import type { TaskState } from './taskTree.js';

/** `45 % of 12.3 MB`, `3 of 20`, `1.2 MB`, `17`. */
export function amountOf({ count, total, unit }: NonNullable<TaskState['done']>): string {
  const said = (n: number): string => (unit === 'bytes' ? `${(n / 1e6).toFixed(1)} MB` : String(n));
  if (total === undefined || total <= 0) return said(count);
  if (unit === 'items') return `${count} of ${total}`;
  return `${Math.min(100, Math.floor((100 * count) / total))} % of ${said(total)}`;
}

/** `12 s`, `3 min 5 s`; nothing for less than a second. */
export function secondsOf(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 1) return '';
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
