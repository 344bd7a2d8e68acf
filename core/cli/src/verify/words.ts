import type { OptionVerdict } from '@nixai/api';

/** Whether a person must be told of it. */
export const isDoubtful = ({ verdict }: OptionVerdict): boolean =>
  verdict === 'unknown' || verdict === 'renamed' || verdict === 'removed';

/** What is wrong with a name, and what to write instead. */
export function inWords({ verdict, instead = [] }: OptionVerdict, against: string): string {
  const names = instead.map((name) => `\`${name}\``).join(', ');
  if (verdict === 'renamed') return `renamed, write ${names}`;
  if (verdict === 'removed') return 'this option was removed';
  const nearest = names === '' ? '' : `; nearest: ${names}`;
  return `no option of ${against}${nearest}`;
}
