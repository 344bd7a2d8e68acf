import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** stdenv refuses links that lead nowhere (since 25.05). */
export const danglingSymlink: DiagnosisRule = inPackage({
  id: 'build/dangling-symlink',
  class: 'dangling-symlink',
  phase: 'build',
  title: 'Package has links that lead nowhere',
  components: ['build'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'dangling symlink',
        'reflexive symlink',
        'unreadable symlink',
        ' points to a missing target',
        ' points to itself',
      ],
      line: /(?:ERROR: (?:noBrokenSymlinks: )?)?(?:found (?<count>\d{1,6}) (?:dangling|reflexive|unreadable) symlinks|the symlink (?<link>\/nix\/store\/\S{34,300}) points to (?:a missing target|itself):? ?(?<target>\S{0,300}))/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: no-broken-symlinks.sh',
      url: 'https://nixos.org/manual/nixpkgs/stable/#no-broken-symlinks.sh',
    },
  ],
  explain(evidence) {
    const named =
      /the symlink (?<link>\/nix\/store\/[^\s]{34,300}) points to (?:a missing target|itself):? ?(?<target>\S{0,300})/;
    const all = evidence.all(named);
    const groups = all[0]?.groups;
    const link = (evidence.get('link') || groups?.['link'] || '').replace(
      /^\/nix\/store\/[0-9a-z]{32}-/,
      '',
    );
    const target = evidence.get('target') || groups?.['target'] || '';
    const package_ = evidence.block.derivation;
    if (link === '' && evidence.get('count') === '0') return undefined;
    return {
      culprit: `${groups === undefined ? 'a link' : (groups['link'] ?? '').replace(/^\/nix\/store\/[0-9a-z]{32}-/, '')}${all.length > 1 ? ` and ${all.length - 1} more` : ''}${package_ === undefined ? '' : ` in ${package_}`}`,
      facts: { link: link || undefined, target: target || undefined, derivation: package_ },
      message: `${package_ ?? 'The package'} installs ${link === '' ? 'links' : link}${target === '' ? '' : `, a link to ${target},`} whose target does not exist; nixpkgs refuses that.`,
      fixes: [
        advice(
          'If the package is yours: make the link to what there is, or delete it in postInstall.',
        ),
        advice('If you did not write it: update the input that it comes from.'),
        nixFix(
          'Or let it pass, if nothing needs the target in the build.',
          'dontCheckForBrokenSymlinks = true;',
        ),
      ],
      verify: buildAgain(package_),
    };
  },
});
