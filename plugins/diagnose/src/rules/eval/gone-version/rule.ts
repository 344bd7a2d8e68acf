import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { updateInput } from '../../shared/owner.js';
import { declaredElsewhere } from '../../shared/thirdPartyModules.js';
import { checkEvaluation } from '../../shared/verify.js';
import { families, type Family } from './families.js';

const label = String.raw`(?:Go|Node\.?js|OpenJDK|Corretto|OpenJFX|Zulu|JDK|LLVM|Clang|GCC|Python|PHP|Ruby|Boost|Zig|Emacs|Electron|Erlang(?:\/OTP)?|CUDA|Linux|linux|PostgreSQL|Nextcloud|MariaDB|MySQL|MongoDB|Elasticsearch|InfluxDB|Cassandra|Grafana|Kubernetes) v?\d[\w.]{0,12}`;
const attribute = String.raw`[a-zA-Z][a-zA-Z-]{1,40}[_-]?v?\d[\w.-]{0,24}`;
const gone = String.raw`(?:is (?:end[- ]of[- ]life|EOL|no longer (?:supported|maintained|available))|(?:has |have )?reached (?:its )?end|(?:was|were|has been|have been) (?:removed|dropped))`;

/** A version of a program that nixpkgs has in several is dropped when its authors end it. */
export const goneVersion: DiagnosisRule = {
  id: 'eval/gone-version',
  class: 'renamed-removed',
  phase: 'eval',
  title: 'Package renamed or removed',
  components: ['evaluation', 'packages'],
  confidence: 0.91,
  patterns: [
    {
      anchors: [
        'end-of-life',
        'end of life',
        'nd-Of-Life',
        ' reached end',
        ' is EOL',
        'been removed',
        'was removed',
        'were removed',
        'been dropped',
        'was dropped',
        'no longer supported',
        'no longer maintained',
      ],
      line: new RegExp(
        `^\\s*(?:┃ )?error: (?:The )?['"\`]?(?<what>${label}|${attribute})['"\`]? ${gone}`,
        'i',
      ),
    },
  ],
  docs: [
    {
      title: 'nixpkgs: aliases.nix',
      url: 'https://github.com/NixOS/nixpkgs/blob/master/pkgs/top-level/aliases.nix',
    },
  ],
  explain(evidence) {
    const what = evidence.get('what');
    const text = said(evidence);
    const quoted = /['"`](?<is>[a-zA-Z][\w.-]{2,60})['"`] has been removed/.exec(text)?.groups?.[
      'is'
    ];
    const name = quoted ?? what;
    const family = families.find(({ said: called }) => called.test(name));
    // A successor that the message names is better than any that is known here.
    if (family === undefined || (family.data === undefined && names.test(text))) return undefined;
    const at = evidence.frame();
    const own = at === undefined || at.library ? undefined : at;
    return {
      culprit: name,
      at: own,
      facts: { package: name, message: text },
      message: `${name} is gone from this nixpkgs: ${text}`,
      fixes: [
        ...updateInput(evidence, own),
        ...ofModule(name, evidence),
        ...named(name, family, evidence),
        ...ofInput(name, family, evidence),
      ],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

const said = (evidence: Evidence): string =>
  evidence.line.text.replace(/^\s*(?:┃ )?error: /, '').trim();

/** Words before a name that is to be written instead. */
const names =
  /(?:\buse|in favou?r of|upgrade to|replaced by) (?:the )?['"`]?(?!a newer|newer|latest)[a-z][\w.-]{1,60}['"`]?/i;

/** The option that was evaluated is of a project that is no part of NixOS: its module asks for the package. */
function ofModule(name: string, evidence: Evidence): readonly DiagnosisFix[] {
  const option = evidence.before(
    /while evaluating the option [`'"](?<is>[a-z][\w."<>-]{2,160})[`'"]/,
    80,
  )?.groups?.['is'];
  const module = option === undefined ? undefined : declaredElsewhere(option);
  return module === undefined
    ? []
    : [
        shellFix(
          `${option ?? ''} is of ${module.name}, whose revision in your lock file still asks for ${name}: update that input.`,
          `nix flake update ${module.name}   # before Nix 2.19: nix flake lock --update-input ${module.name}`,
        ),
      ];
}

function named(name: string, { stays, data }: Family, evidence: Evidence): readonly DiagnosisFix[] {
  if (data === 'nextcloud') {
    const next =
      evidence.after(/services\.nextcloud\.package = pkgs\.nextcloud(?<is>\d{2})/, 10)?.groups?.[
        'is'
      ] ?? '';
    const wanted = next || String(Number(/\d{2}/.exec(name)?.[0] ?? '30') + 1);
    return [
      nixFix(
        'Go to the next major version, let it migrate its data, and then one further at a time (never two at once).',
        `services.nextcloud.package = pkgs.nextcloud${wanted};`,
        'data',
      ),
    ];
  }
  if (data === 'postgresql')
    return [
      shellFix(
        `If a file of yours names ${name}: take its data to a newer major version first, with the generation that still runs (pg_dumpall; the NixOS manual has "Upgrading"), then name that version.`,
        'sudo -u postgres pg_dumpall > postgresql-all.sql',
        'data',
      ),
    ];
  if (data !== undefined)
    return [
      advice(
        `If a file of yours names ${name}: back its data up, name the next version that nixpkgs has, and let it migrate them; until then stay on the revision of before (git restore flake.lock).`,
        'data',
      ),
    ];
  if (stays === 'linuxPackages')
    return [
      nixFix(
        `If a file of yours names it: take the kernel without a version (the long-term one; linuxPackages_latest is the newest).`,
        'boot.kernelPackages = pkgs.linuxPackages;',
        'restart',
      ),
    ];
  return [
    nixFix(
      `If a file of yours names it: take ${stays}, the name without a version, which stays (or a version that is still looked after).`,
      packageName(stays) ?? 'YOUR_PACKAGE',
    ),
  ];
}

function ofInput(name: string, { stays }: Family, evidence: Evidence): readonly DiagnosisFix[] {
  const base = stays === 'YOUR_PACKAGE' ? (name.split(' ')[0] ?? name).toLowerCase() : stays;
  const pattern = /^[\w.-]+$/.test(name) ? name : `${base}[_-]?[0-9]`;
  const known =
    name === 'buildGo125Module'
      ? ' (sops-nix did, until September 2026: nix flake update sops-nix)'
      : '';
  return [
    shellFix(
      `If none does (this finds it), an input asks for it, and is older than your nixpkgs: update that input${known}.`,
      `grep -rnE --include='*.nix' ${shellWord(pattern)} . || ${evidence.context.flake === false ? 'nix-channel --update' : 'nix flake update'}`,
    ),
  ];
}
