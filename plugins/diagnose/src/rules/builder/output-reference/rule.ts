import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { newerRevision, packageOwner } from '../../shared/packageOwner.js';
import { buildAgain } from '../../shared/verify.js';

/** What a build made refers to what it must not: another output in a circle, or a forbidden path. */
export const outputReference: DiagnosisRule = {
  id: 'build/output-reference',
  class: 'forbidden-reference',
  phase: 'build',
  title: 'Build output refers to what it must not',
  components: ['build', 'store'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['cycle detected in'],
      line: /cycle detected in (?:build of ['"](?<built>[^'"]{1,300})['"] in )?(?:the references of output '(?<from>\w{1,40})' from output '(?<to>\w{1,40})'|build of ['"](?<path>[^'"]{1,300})['"])/,
    },
    {
      anchors: ['is not allowed to refer to the following paths', 'not allowed to refer to'],
      line: /output ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] is not allowed to (?:refer to|have) (?:the following paths|.{1,80})/,
    },
    {
      anchors: [
        'illegal path references in fixed-output',
        'illegal path reference',
        'must not reference store paths',
      ],
      line: /(?:the fixed-output derivation|fixed output derivation)? ?['"`]?(?<path>\/nix\/store\/[^'"`\s]{34,260})?['"`]? ?.{0,40}(?:illegal path references? in fixed-output derivation|must not reference store paths)/,
    },
    {
      anchors: ['contains a forbidden reference', 'forbidden reference to'],
      line: /(?<path>\/nix\/store\/\S{34,260}) contains a forbidden reference to \S{1,200}|forbidden reference to (?<forbidden>\S{1,200})/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: disallowedReferences',
      url: 'https://nix.dev/manual/nix/latest/language/advanced-attributes#adv-attr-disallowedReferences',
    },
  ],
  explain(evidence) {
    const [from, to] = [evidence.get('from'), evidence.get('to')];
    const package_ = evidence.block.derivation;
    const path = (evidence.get('path') || evidence.get('forbidden')).replace(
      /^\/nix\/store\/[0-9a-z]{32}-/,
      '',
    );
    const cycle = /cycle detected/.test(evidence.line.text);
    const subject = from === '' ? path : `${from} and ${to}`;
    return {
      culprit: `${subject}${package_ === undefined || path.startsWith(package_) ? '' : ` of ${package_}`}`,
      facts: {
        outputs: from === '' ? undefined : `${from}, ${to}`,
        path: path || undefined,
        derivation: package_,
      },
      message: cycle
        ? `The outputs ${subject} of ${package_ ?? 'the package'} refer to each other in a circle, which the store cannot hold.`
        : `${subject} contains the path of something that it must not need at run time (a compiler, its source).`,
      fixes: byAuthor(
        evidence,
        path,
        cycle
          ? [
              advice(
                `See which file of one output names the other (grep for the store path; cmake and pkg-config files, and scripts in bin, are likely), and move it: moveToOutput, or a path without the prefix of that output.`,
              ),
              nixFix('Or make one output of all.', 'outputs = [ "out" ];'),
            ]
          : [
              nixFix(
                'Take the reference out after installing.',
                "nativeBuildInputs = [ pkgs.removeReferencesTo ];\npostFixup = ''find $out -type f -exec remove-references-to -t ${YOUR_PATH} '{}' +'';",
                { fill: { YOUR_PATH: 'the package whose path must not stand there' } },
              ),
              shellFix('See which file names it.', 'grep -rlF YOUR_STORE_PATH ./result', {
                fill: { YOUR_STORE_PATH: 'the forbidden path' },
              }),
            ],
      ),
      verify: buildAgain(package_),
    };
  },
};

/** Who only uses the package takes another revision; Nix names its output, where the log has no builder. */
function byAuthor(
  evidence: Evidence,
  output: string,
  fixes: readonly DiagnosisFix[],
): readonly DiagnosisFix[] {
  const name = evidence.block.derivation ?? /^[\w.+?=-]{3,200}$/.exec(output)?.[0];
  const owner = packageOwner(evidence, name);
  const [first, ...others] = fixes;
  if (name === undefined || owner === 'own' || first === undefined) return fixes;
  const newer = newerRevision(evidence, owner, name);
  if (owner !== 'unknown') return [...newer, ...fixes];
  return [
    {
      ...first,
      title: `If you write ${name}: ${first.title.charAt(0).toLowerCase()}${first.title.slice(1)}`,
      step: 'if',
    },
    ...newer,
    ...others,
  ];
}
