import { shellWord, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
import { nixString, serviceAttribute } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { unitAround, unitName } from '../../shared/units.js';

export const namespacePath: DiagnosisRule = {
  id: 'runtime/namespace-path',
  class: 'service-namespace-path',
  phase: 'runtime',
  title: "Path of a unit's sandbox is missing",
  components: ['systemd', 'services', 'security'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['mount namespacing', '226/NAMESPACE', 'Failed at step NAMESPACE'],
      line: new RegExp(
        `(?:(?<unit>${unitName}): )?(?:Failed to set up mount namespacing: (?<path>/[^\\s:]{1,300}): (?<why>.{1,80})|Failed at step NAMESPACE spawning (?<exec>[^\\s:]{2,300}): (?<reason>.{1,80})|.{0,120}status=226/NAMESPACE)`,
      ),
    },
  ],
  docs: [
    {
      title: 'systemd.exec: ReadWritePaths',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#ReadWritePaths=',
    },
  ],
  explain(evidence) {
    const unit = evidence.get('unit') || unitAround(evidence) || 'the unit';
    const set = /mount namespacing: (?<path>\/[^\s:]{1,300})/;
    const raw =
      evidence.get('path') ||
      ((evidence.before(set, 8) ?? evidence.after(set, 8))?.groups?.['path'] ?? '');
    const path = raw.replace(/^\/run\/systemd\/(?:unit-root|mount-rootfs)/, '');
    // The same unit said it with its path on another line.
    if (path === '' && evidence.all(set)[0] !== undefined) return undefined;
    const state = /^\/var\/lib\/(?<name>[\w.-]{1,80})$/.exec(path)?.groups?.['name'];
    const cache = /^\/var\/cache\/?(?<name>[\w.-]{0,80})$/.exec(path)?.groups?.['name'];
    const known = unit.endsWith('.service');
    return {
      culprit: `${unit} ${path}`.trim(),
      facts: { unit: known ? unit : undefined, path: path || undefined },
      message: `${unit} is started in a mount namespace, for which ${path === '' ? 'a path' : path} must exist (ReadWritePaths, BindPaths or the like), and it does not: 226/NAMESPACE.`,
      fixes:
        path === ''
          ? findPath(known ? unit : undefined)
          : makePath(path, known ? unit : undefined, state, cache),
      verify: [known ? `systemctl status ${shellWord(unit)}` : 'systemctl --failed'],
    };
  },
};

function findPath(unit: string | undefined): readonly DiagnosisFix[] {
  return [
    shellFix(
      'See which path is missing: the unit names it a line before.',
      unit === undefined
        ? 'journalctl -b | grep "mount namespacing" | tail -3'
        : `journalctl -b -u ${shellWord(unit)} | grep "mount namespacing" | tail -3`,
    ),
    advice(
      'Then create it, with systemd.tmpfiles.rules, or take it out of the option that names it.',
    ),
  ];
}

function makePath(
  path: string,
  unit: string | undefined,
  state: string | undefined,
  cache: string | undefined,
): readonly DiagnosisFix[] {
  const key = unit === undefined ? undefined : serviceAttribute(unit);
  const restart = unit === undefined ? '' : ` && sudo systemctl restart ${shellWord(unit)}`;
  const rule = nixFix(
    'Have it created at every start, before the service (with the user of the service in the place of root, if it writes there).',
    `systemd.tmpfiles.rules = [ ${nixString(`d ${path.replace(/[\s%"]/g, '')} 0755 root root -`)} ];`,
    'restart',
  );
  const directory =
    key === undefined || (state === undefined && (cache ?? '') === '')
      ? []
      : [
          nixFix(
            'Let systemd make it, owned by the service.',
            `systemd.services.${key}.serviceConfig.${state === undefined ? 'CacheDirectory' : 'StateDirectory'} = ${nixString(state ?? cache ?? '')};`,
            'restart',
          ),
        ];
  return [
    ...directory,
    rule,
    shellFix('Now, by hand.', `sudo mkdir -p ${shellWord(path)}${restart}`, 'restart'),
    advice('Or correct the option of the service that names this folder, if another one is meant.'),
  ];
}
