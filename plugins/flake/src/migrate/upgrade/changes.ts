import { lines } from './facts.js';

/** What a release did to options or packages. */
export interface Change {
  readonly release: string;
  readonly kind: ChangeKind;
  readonly names: readonly string[];
  readonly to: readonly string[];
  /** A name stands for everything below it too. */
  readonly isBlock: boolean;
  /** False where the sources do not agree. */
  readonly isSure: boolean;
  /** The names are known, and whether a value stays right is not. */
  readonly isNameOnly?: boolean;
}

export type ChangeKind =
  | 'renamed'
  | 'removed'
  | 'changed-default'
  | 'changed-type'
  | 'incompatible'
  | 'package-renamed'
  | 'package-removed';

/** The changes of the releases after one, up to another. */
export function changesBetween(from: string, to: string): readonly Change[] {
  return lines
    .split('\n')
    .map(changeOf)
    .filter(({ release }) => release > from && release <= to);
}

function changeOf(line: string): Change {
  const [release = '', kind = '', names = '', to = '', how = ''] = line.split('\t');
  return {
    release,
    kind: kind as ChangeKind,
    names: names.split(','),
    to: to === '' ? [] : to.split(','),
    isBlock: how.startsWith('block'),
    isSure: !how.endsWith('?'),
  };
}

/**
 * Whether a value that was right for the old name is right for the new one: another name alone says
 * nothing of that where it asks for a file, for several, or for something else.
 */
export function keepsValue(from: string, to: string): boolean {
  const [old, next] = [from, to].map((path) => path.split('.').at(-1)!) as [string, string];
  if (old === next) return true;
  if (/Files?$/.test(next) || next === `${old}s` || /extraConfig$/i.test(old)) return false;
  if (old.startsWith('enable') || old === 'enable')
    return next === 'enable' || to === from.replace(/\.enable$/, '');
  return /\.settings\./.test(to) || to.endsWith('.settings');
}
