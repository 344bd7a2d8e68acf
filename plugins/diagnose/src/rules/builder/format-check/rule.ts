import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';
import { inPackage } from '../../shared/packageOwner.js';

interface Formatter {
  readonly name: string;
  readonly command: string;
  readonly says: RegExp;
}

/** What formatters print where they only check; the first that fits counts. */
const formatters: readonly Formatter[] = [
  {
    name: 'treefmt',
    command: 'nix fmt',
    says: /fail-on-change|treefmt|failed to finalise formatting/,
  },
  {
    name: 'black',
    command: 'black .',
    says: /^\s{0,4}would reformat |files? would be reformatted/,
  },
  { name: 'ruff', command: 'ruff format .', says: /^Would reformat: / },
  { name: 'nixfmt', command: 'nixfmt **/*.nix', says: /\.nix: not formatted/ },
  { name: 'alejandra', command: 'alejandra .', says: /[Rr]equires formatting/ },
  { name: 'prettier', command: 'prettier --write .', says: /Code style issues (?:found|detected)/ },
  { name: 'rustfmt', command: 'cargo fmt', says: /^Diff in \S+/ },
  {
    name: 'pre-commit',
    command: 'pre-commit run --all-files',
    says: /files were modified by this hook/,
  },
];

/** A check that only looks whether files are formatted says no. */
export const formatCheck: DiagnosisRule = inPackage({
  id: 'build/format-check',
  class: 'format-check',
  phase: 'build',
  title: 'Files are not formatted',
  components: ['build'],
  confidence: 0.88,
  patterns: [
    {
      anchors: ['would be reformatted', 'would reformat', 'Would reformat: '],
      line: /^\s{0,4}(?:\d{1,6} files? would be reformatted|[Ww]ould reformat:? (?<file>\S{1,200}))/,
    },
    {
      anchors: ['fail-on-change', 'failed to finalise formatting'],
      line: /(?:unexpected changes detected, )?--fail-on-change|failed to finalise formatting/,
    },
    { anchors: ['.nix: not formatted'], line: /^(?<file>\S{1,200}\.nix): not formatted/ },
    {
      anchors: ['equires formatting'],
      line: /^(?:Requires formatting: (?<file>\S{1,200})|\d{0,6} ?files? requires? formatting)/,
    },
    {
      anchors: ['Code style issues '],
      line: /^(?:\[warn\] )?Code style issues (?:found|detected) in (?<file>\S{1,200}|\d{1,5} files)/,
    },
    { anchors: ['Diff in '], line: /^Diff in (?<file>\/?[\w./+-]{1,200}\.rs)\b/ },
    { anchors: ['files were modified by this hook'], line: /files were modified by this hook/ },
  ],
  docs: [
    {
      title: 'Nix manual: nix fmt',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-fmt',
    },
  ],
  explain(evidence) {
    const derivation = evidence.block.derivation;
    // A formatter that is called by hand tells what it would do, and fails nothing.
    if (derivation === undefined) return undefined;
    const { name, command } = formatters.find(({ says }) => says.test(evidence.line.text)) ?? {
      name: 'the formatter',
      command: 'nix fmt',
    };
    const file = (
      evidence.get('file') ||
      (evidence.before(
        /^\s{0,4}(?:[Ww]ould reformat:? |Requires formatting: )(?<file>\S{1,200})/,
        12,
      )?.groups?.['file'] ??
        '')
    ).replace(
      /^\/(?:private\/tmp\/nix-build-[^/]{1,200}|build|tmp\/nix-build-[^/]{1,200})\/(?:[0-9a-z]{32}-)?(?:source\/)?/,
      '',
    );
    const format: DiagnosisFix = shellFix(
      'If the source is yours: have the files formatted, and commit what that changes.',
      command,
    );
    return {
      culprit: `${file === '' ? 'files' : file} (${name}, in the build of ${derivation})`,
      facts: { formatter: name, file: file || undefined, derivation },
      message: `The build of ${derivation} checks with ${name} whether the files are formatted, and ${file === '' ? 'some are' : `${file} is`} not. Nothing else is wrong with them.`,
      fixes: [format],
      verify: ['nix flake check'],
    };
  },
});
