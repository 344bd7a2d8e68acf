import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** A script that is checked when it is built has what ShellCheck warns of. */
export const shellcheck: DiagnosisRule = {
  id: 'build/shellcheck',
  class: 'shellcheck',
  phase: 'build',
  title: 'ShellCheck refuses a script',
  components: ['build'],
  confidence: 0.9,
  patterns: [
    {
      anchors: [' (error): ', ' (warning): ', ' (info): ', ' (style): '],
      line: /^[>\s]{0,120}\^-*\^? ?(?<code>SC\d{4}) \((?<level>error|warning|info|style)\): (?<what>.{1,200})/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: writeShellApplication',
      url: 'https://nixos.org/manual/nixpkgs/stable/#trivial-builder-writeShellApplication',
    },
  ],
  explain(evidence) {
    const place = evidence.before(
      /^(?:> ?)?In (?<script>\S{1,300}) line (?<row>\d{1,6}):$/,
      12,
    )?.groups;
    if (place === undefined) return undefined;
    const script = (place['script'] ?? '').replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
    const code = evidence.get('code');
    const source = evidence.before(/^(?!In )\S.{0,200}|^\s{1,40}\S.{0,200}/, 1)?.[0].trim();
    const own = /activate$|darwin-system|nixos-system/.test(script);
    const read = code === 'SC2162';
    return {
      culprit: `${code} in ${script}:${place['row'] ?? ''}`,
      facts: { code, script, line: place['row'], derivation: evidence.block.derivation },
      message: `${script} is checked when it is built, and ShellCheck refuses its line ${place['row'] ?? ''}${source === undefined ? '' : ` (${source.slice(0, 80)})`}: ${evidence.get('what')}`,
      fixes: [
        advice(
          `Correct that line where your configuration writes the script${own ? ' (system.activationScripts, or a module of an input: then update that)' : ''}${read ? ': write read -r' : `: ${evidence.get('what')}`}`,
        ),
        ...(own
          ? []
          : [
              nixFix(
                'Or, if it is right as it stands, leave that check out for this script (writeShellApplication).',
                `excludeShellChecks = [ "${code}" ];`,
              ),
            ]),
      ],
      verify: buildAgain(evidence.block.derivation),
    };
  },
};
