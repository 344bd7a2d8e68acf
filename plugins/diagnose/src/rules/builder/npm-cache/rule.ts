import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { ofPackage } from '../../shared/languages.js';
import { inPackage } from '../../shared/packageOwner.js';

export const npmCache: DiagnosisRule = inPackage({
  id: 'build/npm-cache',
  class: 'npm-cache-miss',
  phase: 'build',
  title: 'npm package is not in the offline cache',
  components: ['build', 'node'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['ENOTCACHED'],
      line: /(?:npm (?:ERR!|error) )?(?:code ENOTCACHED|.{0,80}ENOTCACHED)/,
    },
    {
      anchors: ['only-if-cached'],
      line: /request to (?<url>https?:\/\/[^\s]{3,300}) failed: cache mode is 'only-if-cached' but no cached response/,
    },
    {
      anchors: ['npmDepsHash is out of date', 'package-lock.json and', 'is not the same in'],
      line: /ERROR: (?<stale>npmDepsHash) is out of date|(?<differs>package-lock\.json is not the same in)/,
    },
    {
      anchors: [
        'ERR_PNPM_NO_OFFLINE_TARBALL',
        'ERR_PNPM_NO_OFFLINE_META',
        'in our cache (possible versions are',
        'find package ',
        'in the offline mirror',
      ],
      line: /(?<pnpm>ERR_PNPM_NO_OFFLINE_(?:TARBALL|META))|[Cc]ouldn't find (?:any versions for |package )?['"]?(?<package>[@\w./-]{2,120})['"]? .{0,60}(?:offline|in our cache \(possible versions)|(?<file>[@\w.-]{2,120}\.tgz).{0,30}offline mirror/,
    },
    {
      anchors: ['can only install packages when your package.json and package-lock'],
      line: /npm ci[^.]{0,20} can only install packages when your package\.json and package-lock\.json/,
    },
    {
      anchors: ['--fixup-lockfile'],
      line: /npm (?:ERR!|error) command (?:failed )?.{0,60}prefetchNpmDeps --fixup-lockfile/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: buildNpmPackage',
      url: 'https://nixos.org/manual/nixpkgs/stable/#javascript-buildNpmPackage',
    },
  ],
  explain(evidence) {
    const tool = toolOf(evidence);
    const url =
      evidence.get('url') ||
      (/(?<url>https?:\/\/[^\s'"]{3,300}\.tgz)/.exec(evidence.line.text)?.groups?.['url'] ?? '') ||
      ((
        evidence.after(/request to (?<url>https?:\/\/\S{3,300}) failed/, 6) ??
        evidence.before(/request to (?<url>https?:\/\/\S{3,300}) failed/, 6)
      )?.groups?.['url'] ??
        '');
    const named = evidence.after(
      /(?:Missing|Invalid): (?:lock file's )?(?<name>@?[\w./-]{1,100}@\S{1,40})/,
      8,
    )?.groups?.['name'];
    const module = evidence.get('package') || named || npmName(url);
    const package_ = evidence.block.derivation;
    return {
      culprit: [module === '' ? 'an npm package' : module, package_ && `in ${package_}`]
        .filter((part) => part)
        .join(' '),
      facts: { package: module || undefined, url: url || undefined, derivation: package_ },
      message: `${tool === 'npm' ? 'npm' : tool} runs offline in the build${ofPackage(package_)} and wants ${module === '' ? 'a package' : module}, which is not in the prefetched cache: ${tool === 'npm' ? 'package-lock.json lacks it (or its resolved and integrity fields, as for git dependencies and old lock formats), or npmDepsHash is of an older lock file' : `${lockFiles[tool]} changed, and the hash of the cache is of an older one (or another ${tool} wrote it)`}.`,
      fixes:
        tool !== 'npm'
          ? renewCache(tool, evidence)
          : evidence.get('stale') !== ''
            ? [
                nixFix(
                  'Set the hash anew, as package-lock.json has changed: with an empty one Nix stops and says the right one.',
                  'npmDepsHash = lib.fakeHash;',
                ),
              ]
            : [
                shellFix(
                  'Make the lock file complete again (with the Node of the build), and commit it.',
                  'rm -rf node_modules && npm install --package-lock-only --ignore-scripts',
                ),
                nixFix(
                  'Then renew the hash: an empty one makes Nix say the right one.',
                  'npmDepsHash = lib.fakeHash;',
                ),
                nixFix(
                  'For a lock file that npm cannot use offline: pass your own, or relax npm.',
                  "postPatch = ''cp ${./package-lock.json} package-lock.json'';\nmakeCacheWritable = true;\nnpmFlags = [ \"--legacy-peer-deps\" ];",
                ),
                advice(
                  'An old lockfile (version 1) wants a matching nodejs: set nodejs = pkgs.nodejs_20, or write the lock file anew.',
                ),
              ],
      verify: buildAgain(package_),
    };
  },
});

/** `https://registry.npmjs.org/@types%2fnode/-/node-1.0.tgz` as `@types/node`. */
function npmName(url: string): string {
  const path =
    /registry\.[^/]{3,60}\/(?<name>@?[\w.%-]{1,80}(?:\/(?!-)[\w.-]{1,80})?)/.exec(url)?.groups?.[
      'name'
    ] ?? '';
  const version = /-(?<version>\d+\.\d+[\w.+-]{0,40})\.tgz$/.exec(url)?.groups?.['version'];
  return path.replace(/%2f/i, '/') + (version === undefined ? '' : `@${version}`);
}

type Tool = 'npm' | 'pnpm' | 'yarn';

const lockFiles: Readonly<Record<Tool, string>> = {
  npm: 'package-lock.json',
  pnpm: 'pnpm-lock.yaml',
  yarn: 'yarn.lock',
};

function toolOf(evidence: Evidence): Tool {
  if (evidence.get('pnpm') !== '') return 'pnpm';
  return /offline/.test(evidence.line.text) && evidence.all(/\byarn\b/)[0] !== undefined
    ? 'yarn'
    : 'npm';
}

/** The cache is fetched once, under a hash: the old one is taken for as long as that stays. */
function renewCache(tool: Tool, evidence: Evidence): readonly DiagnosisFix[] {
  const renew = nixFix(
    `If the package is yours: with this hash Nix stops and says the right one; write that. (The old cache is taken for as long as the hash is the old one, however ${lockFiles[tool]} changed.)`,
    tool === 'pnpm'
      ? 'pnpmDeps = pnpm.fetchDeps {\n  inherit (finalAttrs) pname version src;\n  fetcherVersion = 2;\n  hash = lib.fakeHash;\n};'
      : 'yarnOfflineCache = fetchYarnDeps {\n  yarnLock = ./yarn.lock;\n  hash = lib.fakeHash;\n};',
  );
  const input = shellFix(
    'If it is the package of an input, its hash is for its authors to renew: update that input (or pin the revision before).',
    'nix flake update',
    { holds: { flake: true } },
  );
  const own = evidence.context.place(evidence.frame()?.file).owner === 'foreign';
  return own ? [input, renew] : [renew, input];
}
