import { shellWord, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
import { nixString, serviceAttribute } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { unitAround } from '../../shared/units.js';

export const permissionDenied: DiagnosisRule = {
  id: 'runtime/permission-denied',
  class: 'permission-denied',
  phase: 'runtime',
  title: 'Service may not use a path',
  components: ['services', 'systemd', 'security'],
  confidence: 0.78,
  yieldsTo: ['postgresql-data-directory'],
  patterns: [
    {
      anchors: ['ermission denied', 'EACCES'],
      line: /(?<![\w./-])(?<path>\/(?!nix\/store|proc\/|sys\/|dev\/|build\/|tmp\/nix-)[\w.-]{1,40}\/[^\s'"`:,()]{1,240})['"`]?[:,)]? {0,3}.{0,80}(?:[Pp]ermission denied|EACCES)|EACCES: permission denied, \w{2,12} ['"](?<node>\/[^'"]{1,240})/,
    },
    {
      anchors: ['ermission denied'],
      line: /[Pp]ermission denied:? ['"](?<path>\/(?!nix\/store|proc\/|sys\/|dev\/|build\/|tmp\/nix-)[\w.-]{1,40}\/[^'"]{1,240})/,
    },
    {
      anchors: ['Access to the path'],
      line: /Access to the path ['"](?<path>\/(?!nix\/store|proc\/|sys\/|dev\/|build\/|tmp\/nix-)[\w.-]{1,40}\/[^'"]{1,240})['"] is denied/,
    },
  ],
  docs: [
    {
      title: 'systemd.exec: StateDirectory',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#RuntimeDirectory=',
    },
  ],
  explain(evidence) {
    const path = evidence.get('path') || evidence.get('node');
    const program = evidence.line.source;
    // Only a service of the journal: in a build or a shell it is something else.
    if (
      program === undefined ||
      evidence.block.derivation !== undefined ||
      /daemon-socket/.test(path)
    )
      return undefined;
    const unit = unitAround(evidence);
    const name = (unit ?? program).replace(/\.service$/, '');
    return {
      culprit: `${path} (${name})`,
      facts: { path, program, unit },
      message: `${name} may not use ${path}: the file belongs to another user (often after the user or its id changed), or the unit's sandbox (ProtectSystem, ProtectHome, DynamicUser) closes it.`,
      fixes: [...folderNotMade(evidence.line.text, path, name), ...fixesFor(path, unit)],
      verify: [unit === undefined ? 'systemctl --failed' : `systemctl status ${shellWord(unit)}`],
    };
  },
};

/** A service may make no folder in one of root's: somebody has to make it before. */
function folderNotMade(said: string, path: string, name: string): readonly DiagnosisFix[] {
  const state = /^\/var\/lib\/(?<is>[\w.-]{1,80})$/.exec(path)?.groups?.['is'];
  return state !== undefined && /cannot create directory|mkdir/.test(said)
    ? [
        advice(
          `If you set the user or the folder of ${name} yourself: leave both at what its module declares (that user gets ${path}), or make the folder before, with systemd.tmpfiles.rules.`,
        ),
        nixFix(
          'If not (or the unit is yours): let systemd make the folder, and give it to the user of the service.',
          `systemd.services.${serviceAttribute(name)}.serviceConfig.StateDirectory = ${nixString(state)};`,
          'restart',
        ),
      ]
    : [];
}

function fixesFor(path: string, unit: string | undefined): readonly DiagnosisFix[] {
  const file = shellWord(path);
  const folder = path.replace(/[\s%"]/g, '');
  const home = /^\/home\//.test(path);
  const look = shellFix(
    'See whose it is, and who the service runs as.',
    unit === undefined
      ? `namei -l ${file}`
      : `namei -l ${file}; systemctl show -p User,Group,ProtectHome,ProtectSystem,ReadWritePaths ${shellWord(unit)}`,
  );
  const give = nixFix(
    'Then give it to the user of the service, at every start.',
    `systemd.tmpfiles.rules = [ ${nixString(`Z ${folder} - YOUR_USER YOUR_GROUP -`)} ];`,
    {
      risk: 'security',
      fill: { YOUR_USER: 'the user of the service (User= above)', YOUR_GROUP: 'its group' },
    },
  );
  const state = /^\/var\/lib\/(?<is>[\w.-]{1,80})/.exec(path)?.groups?.['is'];
  const owned =
    state === undefined || unit === undefined
      ? []
      : [
          nixFix(
            'Or let systemd make and own the folder.',
            `systemd.services.${serviceAttribute(unit)}.serviceConfig.StateDirectory = ${nixString(state)};`,
            'restart',
          ),
        ];
  const open = home
    ? [
        advice(
          'A service sees no home folders while ProtectHome is on, and needs the right to go through /home/NAME (x for others, or an ACL): put the data elsewhere (/srv), or open both on purpose.',
          'security',
        ),
      ]
    : [];
  return [look, ...open, give, ...owned];
}
