import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { ofPackage } from '../../shared/languages.js';
import { inPackage } from '../../shared/packageOwner.js';

export const goVendor: DiagnosisRule = inPackage({
  id: 'build/go-vendor',
  class: 'go-vendor-inconsistent',
  phase: 'build',
  title: 'Vendored Go modules do not fit go.mod',
  components: ['build', 'go'],
  confidence: 0.94,
  patterns: [
    { anchors: ['inconsistent vendoring'], line: /go: inconsistent vendoring/ },
    {
      anchors: [
        'is explicitly required in go.mod',
        'but not marked as explicit',
        'is marked as explicit in vendor',
        'is replaced in',
      ],
      line: /(?<module>[\w.~-]{1,80}(?:\/[\w.~-]{1,80}){1,8})@(?<version>v[\w.+-]{1,80}): is (?:explicitly required in go\.mod|marked as explicit in vendor|replaced in)/,
    },
    {
      anchors: [
        'updates to go.mod needed',
        'updates to go.sum needed',
        'missing go.sum entry',
        'go: updating go.mod',
      ],
      line: /go: (?:updates to go\.(?:mod|sum) needed|updating go\.mod: existing contents have changed)|missing go\.sum entry for (?:module providing package (?<module>[\w./~-]{3,200})|go\.mod file)/,
    },
    {
      anchors: [
        'cannot find module providing package',
        'no required module provides package',
        'import lookup disabled by -mod=vendor',
      ],
      line: /(?:cannot find module providing package|no required module provides package) (?<module>[\w./~-]{3,200})/,
    },
    {
      anchors: ['vendor folder is empty', 'Vendor folder exists', 'vendorHash'],
      line: /[vV]endor folder (?:is empty|exists), please set 'vendor(?:Hash|Sha256) = null;'/,
    },
    {
      anchors: ['cannot query module due to -mod=vendor', 'is not in std'],
      line: /(?:cannot query module due to -mod=vendor|package (?<module>[\w.-]{1,60}\.[a-z]{2,10}\/[\w./~-]{1,200}) is not in std)/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: Go',
      url: 'https://nixos.org/manual/nixpkgs/stable/#sec-language-go',
    },
  ],
  explain(evidence) {
    const modules = evidence.all(
      /(?<module>[\w.~-]{1,80}(?:\/[\w.~-]{1,80}){1,8})@(?<version>v[\w.+-]{1,80}): is (?:explicitly|marked|replaced)/,
    );
    // Every module of the list is one cause, whichever line was met.
    const first = modules[0]?.groups;
    const module = first?.['module'] || evidence.get('module') || '';
    const version = first?.['version'] || evidence.get('version') || '';
    const more = modules.length > 1 ? ` and ${modules.length - 1} more` : '';
    const subject =
      module === ''
        ? 'vendor/modules.txt'
        : `${module}${version === '' ? '' : ` ${version}`}${more}`;
    const package_ = evidence.block.derivation;
    const ownVendor = /[vV]endor folder (?:is empty|exists)/.test(evidence.line.text);
    return {
      culprit: `${subject}${package_ === undefined ? '' : ` in ${package_}`}`,
      facts: {
        module: module || undefined,
        version: version || undefined,
        modules: String(modules.length || ''),
        derivation: package_,
      },
      message: `The vendored modules${ofPackage(package_)} are not those of its go.mod (${subject}): go.mod changed and vendorHash is of an older set, or go.mod and go.sum are not tidy, or Go is of another version.`,
      fixes: [
        ...(ownVendor ? [noVendor] : []),
        ...(evidence.line.text.includes('no required module provides') ? [tidy] : []),
        nixFix(
          'Have the vendored set made anew: with this hash Nix stops and says the right one; write that.',
          'vendorHash = lib.fakeHash;',
        ),
        ...(evidence.line.text.includes('no required module provides') ? [] : [tidy]),
        ...(ownVendor ? [] : [noVendor]),
        advice(
          'With gomod2nix: run gomod2nix again, and commit gomod2nix.toml; with plugins (caddy, xcaddy) the hash belongs to one set of plugins.',
        ),
      ],
      verify: buildAgain(package_),
    };
  },
});

const tidy = shellFix(
  'If the source is yours: have go.mod and go.sum name what it imports, commit both (and vendor/, if you keep one), then renew vendorHash.',
  'go mod tidy',
);

const noVendor = nixFix(
  'If there is nothing to vendor, or the source brings its own vendor folder.',
  'vendorHash = null;',
);
