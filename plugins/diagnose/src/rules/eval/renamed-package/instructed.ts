import { shellWord, type Diagnosis, type Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { nerdFonts } from '../../shared/nerdFonts.js';
import { checkEvaluation } from '../../shared/verify.js';

/** An alias that throws with what is to be written instead: its own words are the fix. */
export function instructed(evidence: Evidence): Diagnosis {
  const old = evidence.get('whole');
  const said = evidence.line.text.replace(/^\s*(?:┃ )?error: /, '').trim();
  const below = evidence.below(16);
  const end = below.findIndex((text) => /^\s*(?:error:|\(use |… |at \/)|^\s*$/.test(text));
  const more = below.slice(0, end < 0 ? below.length : end).map((text) => text.trim());
  const whole = [said, ...more].join(' ').slice(0, 600);
  return {
    culprit: old,
    at: evidence.frame()?.library === false ? evidence.frame() : undefined,
    facts: { old, instructions: more.join('\n') || undefined },
    message: `${old} is no package of this nixpkgs any more: ${said}`,
    fixes: [
      ...(/^nerd-?fonts$/.test(old) ? [nerdFonts] : []),
      advice(`Do what nixpkgs says of it, wherever ${old} stands: ${whole}`),
      shellFix(
        `See where it stands; if no file of yours names ${old}, an input does: update that input.`,
        `grep -rnwF --include='*.nix' -e ${shellWord(old)} .`,
      ),
    ],
    verify: checkEvaluation(undefined, evidence.context),
  };
}
