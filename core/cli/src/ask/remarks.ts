import type { AskResult } from './result.js';

/**
 * What a person should know about an answer but that is no part of it.
 * @param streamed The answer was shown while it came, so that doubts could not be marked in it.
 */
export function remarksOn(
  { complete, fallbacks, provider: answeredBy, verification }: AskResult,
  streamed: boolean,
): string[] {
  const doubtful = streamed
    ? (verification?.options ?? []).filter(({ verdict }) => verdict === 'unknown')
    : [];
  const names = doubtful.map(({ name }) => name).join(', ');
  return [
    ...fallbacks.map(({ why }) => `${why}: ${insteadOf(answeredBy)}`),
    ...(complete ? [] : ['The answer broke off: it is incomplete.']),
    ...(names === '' ? [] : [`Not among the options of ${verification?.checkedAgainst}: ${names}`]),
  ];
}

const insteadOf = (provider: string) =>
  provider === 'offline' ? 'the handbook answers instead' : `${provider} answers instead`;
