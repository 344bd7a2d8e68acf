import {
  shellWord,
  type Diagnosis,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** A script of the source names an interpreter that the sandbox does not have. */
export const badInterpreter: DiagnosisRule = inPackage({
  id: 'build/bad-interpreter',
  class: 'bad-interpreter',
  phase: 'build',
  title: 'Script names an interpreter that is not there',
  components: ['build'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['bad interpreter'],
      line: /(?:^|: |\s)(?<script>[\w./@+-]{1,300}): (?<interpreter>\/[\w./-]{2,120}): bad interpreter: No such file/,
    },
    {
      anchors: ['cannot execute: required file not found'],
      line: /(?:^|: |\s)(?<script>[\w./@+-]{1,300}): cannot execute: required file not found/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: patchShebangs',
      url: 'https://nixos.org/manual/nixpkgs/stable/#patch-shebangs.sh',
    },
  ],
  explain(evidence) {
    const package_ = evidence.block.derivation;
    const inStore = /^\/nix\/store\//.test(evidence.get('script'));
    const building =
      package_ !== undefined ||
      // NixOS has it everywhere but in the sandbox of a build.
      evidence.get('interpreter') === '/usr/bin/env' ||
      evidence.all(/Running phase|\/build\/|\/nix-build-/)[0] !== undefined;
    if (!building && evidence.get('interpreter') === '') return undefined;
    const script = evidence
      .get('script')
      .replace(/^\/build\/[^/]{1,120}\//, '')
      .replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
    const interpreter = evidence.get('interpreter') || 'an interpreter that is not there';
    if (inStore && !/\//.test(script)) return ofOtherSystem(script, evidence);
    const folder = /^[\w@+-][\w./@+-]{0,200}$/.test(script)
      ? (/node_modules/.exec(script)?.[0] ?? script)
      : '.';
    return {
      culprit: `${script} (${interpreter})`,
      facts: { script, interpreter, derivation: package_ },
      message: building
        ? `The build${package_ === undefined ? '' : ` of ${package_}`} runs ${script}, whose first line names ${interpreter}: in the sandbox there is no such file (neither /usr/bin/env nor /bin/bash).`
        : `${script} names ${interpreter} in its first line, and NixOS has no such file: there are only /bin/sh and /usr/bin/env.`,
      fixes: inStore
        ? ofAnotherPackage(script)
        : building
          ? [
              nixFix(
                `Have its first line rewritten before it is run (if the package is yours; what an installer like npm, bun or yarn brings: after it is unpacked, with install scripts off: --ignore-scripts).`,
                `postPatch = ''\n  patchShebangs ${folder}\n'';`,
              ),
              advice(
                'If the package is of nixpkgs or of an input: it is not made for this sandbox; update it, and tell its authors.',
              ),
            ]
          : [
              shellFix(
                'Change its first line: env finds the interpreter in PATH.',
                `sed -i '1s|.*|#!/usr/bin/env ${
                  interpreter
                    .split('/')
                    .at(-1)
                    ?.replace(/[^\w.-]/g, '') ?? 'bash'
                }|' ${script === '' ? 'YOUR_SCRIPT' : shellWord(script)}`,
              ),
              advice(
                'If it is not yours: run it by the interpreter (bash SCRIPT, python3 SCRIPT), or package it with patchShebangs.',
              ),
            ],
      verify: building ? buildAgain(package_) : [`head -n 1 ${folder === '.' ? 'SCRIPT' : folder}`],
    };
  },
});

/** A script that Nix itself wrote has an interpreter of the store: of another system, where it is not found. */
const ofOtherSystem = (script: string, evidence: Evidence): Diagnosis => ({
  culprit: `${script} (its interpreter)`,
  facts: { script, derivation: evidence.block.derivation },
  message: `${script} is a script that Nix wrote, and the interpreter in its first line is not there for this builder: in a cross build it is one of the system that is built for.`,
  fixes: [
    advice(
      'If it is cross compiled (a name with aarch64-unknown-linux-gnu or the like): build it on that system, or by emulation (boot.binfmt.emulatedSystems), or with the revision of nixpkgs that its project pins.',
    ),
    advice(
      'If it is not: what writes the script takes it from another package set than what runs it; update both, and tell its authors.',
    ),
  ],
  verify: buildAgain(evidence.block.derivation),
});

/** A script of another package cannot be rewritten: it is replaced by one that is made for Nix. */
function ofAnotherPackage(script: string): readonly DiagnosisFix[] {
  const program = script.split('/').at(-1) ?? '';
  const name = packageName(program);
  return [
    nixFix(
      `If the package is yours: ${script.split('/')[0] ?? 'the script'} brings ${program} as it was published, which cannot run here. Put ${program} from nixpkgs in its place.`,
      `nativeBuildInputs = [ pkgs.${name ?? 'YOUR_PACKAGE'} ];`,
      name === undefined ? { fill: { YOUR_PACKAGE: `the package that has ${program}` } } : {},
    ),
    advice(
      'If the package is of nixpkgs or of an input: it is not made for this sandbox; update it, and tell its authors.',
    ),
  ];
}
