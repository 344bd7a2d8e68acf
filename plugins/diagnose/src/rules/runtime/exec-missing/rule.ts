import { shellWord, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
import { packageName, serviceAttribute } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { unitAround, unitName } from '../../shared/units.js';

export const execMissing: DiagnosisRule = {
  id: 'runtime/exec-missing',
  class: 'service-exec-missing',
  phase: 'runtime',
  title: 'Program of a unit does not exist',
  components: ['systemd', 'services'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'Failed to locate executable',
        'Unable to locate executable',
        'Failed to execute ',
        'Failed at step EXEC',
        '203/EXEC',
      ],
      line: new RegExp(
        `(?:(?<unit>${unitName}): )?(?:(?:Failed|Unable) to (?:locate executable|execute(?: command)?|spawn) ['"\`]?(?<path>[^'"\`\\s:]{2,300})['"\`]?: (?:No such file|Exec format)|Failed at step EXEC spawning (?<step>[^\\s:]{2,300}): |.{0,80}status=203/EXEC)`,
      ),
    },
  ],
  docs: [
    { title: 'NixOS wiki: systemd services', url: 'https://wiki.nixos.org/wiki/Systemd/Services' },
  ],
  explain(evidence) {
    const unit = evidence.get('unit') || unitAround(evidence) || 'the unit';
    const where =
      /(?:locate executable|execute(?: command)?|EXEC spawning) ['"`]?(?<path>\/[^'"`\s:]{2,300})/;
    const path =
      evidence.get('path') ||
      evidence.get('step') ||
      (evidence.before(where, 6) ?? evidence.after(where, 6))?.groups?.['path'] ||
      (evidence.all(
        /(?:Process|ExecStart(?:Pre|Post)?=?)[^/]{1,60}(?<path>\/[^\s;]{2,300}).{0,80}203\/EXEC/,
      )[0]?.groups?.['path'] ??
        '');
    if (path === '' && !/203\/EXEC/.test(evidence.line.text)) return undefined;
    const program = path.split('/').at(-1) ?? '';
    const package_ = [
      'sleep',
      'cat',
      'mkdir',
      'rm',
      'cp',
      'mv',
      'ln',
      'chown',
      'chmod',
      'echo',
      'true',
      'false',
      'env',
      'test',
      'touch',
      'install',
      'date',
      'sh-utils',
    ].includes(program)
      ? 'coreutils'
      : ({
          sh: 'bash',
          kill: 'util-linux',
          mount: 'util-linux',
          ip: 'iproute2',
          pkill: 'procps',
          python3: 'python3',
          perl: 'perl',
          sed: 'gnused',
          grep: 'gnugrep',
          awk: 'gawk',
        }[program] ?? program);
    return {
      culprit: `${unit} ${path}`.trim(),
      facts: { unit, path: path || undefined },
      message: `${unit} runs ${path === '' ? 'a program that does not exist' : path}, which does not exist on NixOS: ${path !== '' && !path.includes('/') ? 'the unit names it without a path, and it is in no folder where systemd looks' : `there is no ${path.startsWith('/nix') ? 'such file in the store (any more)' : '/bin (except sh) and no /usr/bin (except env)'}`}; programs live in the Nix store.`,
      fixes: fixesFor(unit, program, package_),
      verify: [
        unit.endsWith('.service') ? `systemctl status ${shellWord(unit)}` : 'systemctl --failed',
      ],
    };
  },
};

function fixesFor(unit: string, program: string, package_: string): readonly DiagnosisFix[] {
  const known = unit.endsWith('.service');
  const key = known ? serviceAttribute(unit) : 'YOUR_SERVICE';
  const of = packageName(package_) ?? 'YOUR_PACKAGE';
  const binary = /^[\w.+-]{1,80}$/.test(program) ? program : 'YOUR_PROGRAM';
  const fill = {
    ...(known ? {} : { YOUR_SERVICE: 'the name of the unit, without .service' }),
    ...(of === 'YOUR_PACKAGE' ? { YOUR_PACKAGE: 'the package that has the program' } : {}),
  };
  return [
    nixFix(
      'Name the program by its store path, and keep the arguments that it had (ExecStartPre and the like: the same; a unit of systemctl --user: systemd.user.services).',
      `systemd.services.${key}.serviceConfig.ExecStart = lib.mkForce "\${pkgs.${of}}/bin/${binary}";`,
      {
        risk: 'restart',
        fill: {
          ...fill,
          ...(binary === 'YOUR_PROGRAM' ? { YOUR_PROGRAM: 'the program to run' } : {}),
        },
      },
    ),
    nixFix(
      'If the unit runs a script that only needs programs in PATH.',
      `systemd.services.${key}.path = [ pkgs.${of} ];`,
      { risk: 'restart', fill },
    ),
    advice(
      'If the unit comes from a package (systemd.packages), its path has to be patched there (substituteInPlace).',
    ),
  ];
}
