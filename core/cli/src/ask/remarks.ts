import type { Verification } from '@nixai/api';
import {
  footerOf,
  inWords,
  isDoubtful,
  isMissing,
  missingInWords,
  ofModulesIn,
  unprovenIn,
} from '@nixai/check/verify';
import type { AskResult } from './result.js';

/**
 * What a person should know about an answer but that is no part of it.
 * @param streamed The answer was shown while it came, so that doubts could not be marked in it.
 */
export function remarksOn(
  { complete, fallbacks, provider: answeredBy, verification }: AskResult,
  streamed: boolean,
): string[] {
  return [
    ...fallbacks.map(({ why }) => `${why}: ${insteadOf(answeredBy)}`),
    ...(complete ? [] : ['The answer broke off: it is incomplete.']),
    ...(streamed && verification !== undefined ? doubts(verification) : []),
  ];
}

/** What could not be marked in text that was on the screen already, and what was checked. */
function doubts(verification: Verification): string[] {
  const { options, snippets, packages, risks, checkedAgainst } = verification;
  const footer = footerOf(verification);
  const unproven = unprovenIn(options, checkedAgainst);
  const ofModules = ofModulesIn(options);
  return [
    ...options
      .filter(isDoubtful)
      .map((verdict) => `Check: ${verdict.name}: ${inWords(verdict, checkedAgainst)}`),
    ...packages.filter(isMissing).map((verdict) => `Check: ${missingInWords(verdict)}`),
    ...snippets.flatMap(({ block, fault }) =>
      fault === undefined ? [] : [`Check: Nix block ${block} is not valid: ${fault}`],
    ),
    ...snippets.flatMap(({ block, findings = [] }) =>
      findings.map(({ line, message }) => `Check: Nix block ${block}, line ${line}: ${message}`),
    ),
    ...risks.map(({ code, why }) => `Risk: ${why}: ${code}`),
    ...(ofModules === undefined ? [] : [`Not of NixOS itself: ${ofModules}`]),
    ...(unproven === undefined ? [] : [`Not verified: ${unproven}`]),
    ...(footer === undefined ? [] : [footer]),
  ];
}

const insteadOf = (provider: string) =>
  provider === 'offline' ? 'the handbook answers instead' : `${provider} answers instead`;
