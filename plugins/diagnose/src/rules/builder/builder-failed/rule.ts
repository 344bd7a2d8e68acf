import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { escaped } from '../../shared/escaped.js';
import { advice, shellFix } from '../../shared/fix.js';
import { lastWords } from '../../shared/lastWords.js';
import { newerRevision, packageOwner, type PackageOwner } from '../../shared/packageOwner.js';
import { buildAgain } from '../../shared/verify.js';

/**
 * A builder that stopped for a reason that no other rule knows. What is certain is said: which build,
 * in which phase, with which words; and the first step is the one that tells more.
 */
export const builderFailed: DiagnosisRule = {
  id: 'build/builder-failed',
  class: 'builder-failed',
  phase: 'build',
  title: 'Build stopped',
  components: ['build'],
  confidence: 0.5,
  yieldsTo: ['*'],
  patterns: [
    {
      anchors: ['failed with exit code', 'failed due to signal'],
      line: /builder for ['"`]?(?<path>\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}?)\.drv)['"`]?(?: on ['"].{1,80}?['"])? failed (?:with exit code|due to signal) (?<code>\d{1,3})/,
    },
    {
      anchors: ['builder failed with exit code', 'builder failed due to signal'],
      line: /Reason: builder failed (?:with exit code|due to signal) (?<code>\d{1,3})/,
    },
    {
      // The beginning was not copied.
      anchors: ['nix log /nix/store/'],
      line: /^\s*(?:For full logs, run[: ]['"`]?)?nix log (?<path>\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}?)\.drv)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: nix log',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-log',
    },
  ],
  explain(evidence) {
    const heading = evidence.before(
      /Cannot build ['"`]?(?<path>\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}?)\.drv)/,
      3,
    )?.groups;
    const path = evidence.get('path') || heading?.['path'];
    const name = evidence.get('name') || heading?.['name'];
    if (path === undefined || name === undefined) return undefined;
    const cut = evidence.get('code') === '';
    if (cut && evidence.all(new RegExp(`${escaped(path)}['"\`]?(?: failed|\\.$)`))[0] !== undefined)
      return undefined;
    const words = lastWords(evidence, name);
    const phase = words.phase === undefined ? '' : ` in ${words.phase}`;
    return {
      culprit: words.said === undefined ? name : `${name}: ${words.said}`,
      facts: { derivation: name, phase: words.phase, said: words.said },
      message:
        words.said === undefined
          ? `The build of ${name} stopped${phase}${cut ? '' : ` (${/due to signal/.test(evidence.line.text) ? 'signal' : 'exit code'} ${evidence.get('code')})`}. Why stands in its own log, and that is not in what was given.`
          : `The build of ${name} stopped${phase}, and no rule knows why. What it said last: ${words.said}`,
      fixes: fixesFor(evidence, { path, name, ...words }),
      verify: buildAgain(name),
    };
  },
};

interface Failed {
  readonly path: string;
  readonly name: string;
  readonly said?: string;
  readonly telling: boolean;
}

/** Who builds their own folder builds what it needs as well: a released version may be anybody's. */
function ownerOf(evidence: Evidence, name: string): PackageOwner {
  const owner = packageOwner(evidence, name);
  return owner === 'own' &&
    /-\d{1,6}\.\d|-\d{6,}/.test(name) &&
    packageOwner(withoutTarget(evidence), name) !== 'own'
    ? 'unknown'
    : owner;
}

const withoutTarget = (evidence: Evidence): Evidence => ({
  ...evidence,
  context: { ...evidence.context, target: undefined },
});

function fixesFor(
  evidence: Evidence,
  { path, name, said, telling }: Failed,
): readonly DiagnosisFix[] {
  const owner = ownerOf(evidence, name);
  const whole = shellFix(
    said === undefined
      ? 'Read that log.'
      : 'Read its whole log: what stopped it may stand above the last lines.',
    `nixai diagnose --nix-log ${shellWord(path)}   # or: nix log ${shellWord(path)}`,
  );
  if (said === undefined)
    return [whole, ...(owner === 'own' ? [] : newerRevision(evidence, owner, name))];
  const mend = advice(
    `Mend what the line names: it is of ${name}, which is made from your own files; nix build -L --keep-failed keeps the folder to look into.`,
  );
  if (owner === 'own') return telling ? [mend, whole] : [whole, mend];
  if (owner === 'unknown' && telling)
    return [
      advice(`If ${name} is made from files of yours: mend what that line names.`),
      ...newerRevision(evidence, owner, name),
      whole,
    ];
  return owner === 'unknown'
    ? [whole, ...newerRevision(evidence, owner, name)]
    : [...newerRevision(evidence, owner, name), whole];
}
