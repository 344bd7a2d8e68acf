import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** The build script of a crate failed, and no rule knows more of why. */
export const buildScript: DiagnosisRule = inPackage({
  id: 'build/build-script',
  class: 'compile-error',
  phase: 'build',
  title: 'Build script of a crate fails',
  components: ['build'],
  confidence: 0.7,
  yieldsTo: [
    'pkg-config-missing',
    'linker-missing-lib',
    'command-not-found',
    'manual-step-needed',
    'sandbox-network',
    'dns-failure',
    'cmake-package-missing',
    'build-dir-full',
    'disk-full',
    'out-of-memory',
  ],
  patterns: [
    {
      anchors: ['failed to run custom build command'],
      line: /error: failed to run custom build command for [`'"](?<crate>[\w-]{1,80} v[\w.+-]{1,60})/,
    },
    {
      anchors: ['build-script-build', 'build-script-main'],
      line: /process didn't exit successfully: [`'"]\S{0,300}\/build\/(?<named>[\w-]{1,80})-[0-9a-f]{16}\/build-script-\w{1,40}[`'"]/,
    },
    {
      anchors: ['error occurred in cc-rs'],
      line: /error occurred in cc-rs: (?<cc>.{1,300})/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: Rust',
      url: 'https://nixos.org/manual/nixpkgs/stable/#rust',
    },
  ],
  explain(evidence) {
    // The first line of the message names the crate best.
    if (
      evidence.get('named') !== '' &&
      evidence.before(/failed to run custom build/, 4) !== undefined
    )
      return undefined;
    const folder = /\/build\/(?<crate>[\w-]{1,80})-[0-9a-f]{16}\//;
    const crate =
      evidence.get('crate') ||
      evidence.get('named') ||
      (evidence.before(folder, 30)?.groups?.['crate'] ?? '');
    const derivation = evidence.block.derivation;
    const why = reasonOf(evidence);
    const subject = crate === '' ? 'a crate' : crate;
    return {
      culprit: `${subject}${derivation === undefined ? '' : ` in ${derivation}`}${why === undefined ? '' : `: ${why.slice(0, 160)}`}`,
      facts: { crate: crate || undefined, derivation, reason: why },
      message: `The build script of ${subject} stopped the build${derivation === undefined ? '' : ` of ${derivation}`}${why === undefined ? '; this part of the log does not say why' : `: ${why}`}.`,
      fixes: fixesFor(evidence, why),
      verify: buildAgain(derivation),
    };
  },
});

function reasonOf(evidence: Evidence): string | undefined {
  const cc = evidence.get('cc');
  if (cc !== '') return cc;
  const lines = evidence.below(40);
  const at = lines.findIndex((text) => /panicked at /.test(text));
  const told = lines[at]?.replace(/^.*panicked at '?(?!\S+\.rs)/, '').trim();
  const below = at < 0 ? undefined : lines[at + 1]?.trim();
  const said = /panicked at \S+\.rs:\d+/.test(lines[at] ?? '') ? below : told;
  const occurred = lines.find((text) => /error occurred|^\s*(?:error|fatal): /.test(text))?.trim();
  return (said === '' ? undefined : said) ?? occurred;
}

function fixesFor(evidence: Evidence, why: string | undefined): readonly DiagnosisFix[] {
  const path = evidence.block.derivationPath;
  const whole = shellFix(
    'Read the whole log of that build: the line that says why often stands above the last 25.',
    path === undefined
      ? 'nix build -L 2>&1 | nixai diagnose'
      : `nixai diagnose --nix-log ${shellWord(path)}`,
  );
  const revision = advice(
    'If you did not write that package: take another revision of the input that it comes from (update or pin it); a newer compiler than it was written for is a usual cause.',
  );
  return why === undefined || /\.rs:\d|^command did not|cc-rs|failed to run/.test(why)
    ? [whole, revision]
    : [revision, whole];
}
