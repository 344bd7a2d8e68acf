import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { unitName } from '../../shared/units.js';

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
    const near = new RegExp(`(?<unit>${unitName})`);
    const unit =
      evidence.get('unit') ||
      (evidence.after(near, 6) ?? evidence.before(near, 6))?.groups?.['unit'] ||
      near.exec(evidence.line.source ?? '')?.[0] ||
      'the unit';
    const set = /mount namespacing: (?<path>\/[^\s:]{1,300})/;
    const raw =
      evidence.get('path') ||
      ((evidence.before(set, 8) ?? evidence.after(set, 8))?.groups?.['path'] ?? '');
    const path = raw.replace(/^\/run\/systemd\/(?:unit-root|mount-rootfs)/, '');
    // The same unit said it with its path on another line.
    if (path === '' && evidence.all(set)[0] !== undefined) return undefined;
    const name = unit.replace(/\.service$/, '');
    const state = /^\/var\/lib\/(?<name>[\w.-]{1,80})/.exec(path)?.groups?.['name'];
    const cache = /^\/var\/cache\/?(?<name>[\w.-]{0,80})/.exec(path)?.groups?.['name'];
    const shown = path === '' ? 'a path' : path;
    const key = /[^\w-]/.test(name) ? `"${name}"` : name;
    return {
      culprit: `${unit} ${path}`.trim(),
      facts: { unit, path: path || undefined },
      message: `${unit} is started in a mount namespace, for which ${shown} must exist (ReadWritePaths, BindPaths or the like), and it does not: 226/NAMESPACE.`,
      fixes: [
        ...(state === undefined && cache === undefined
          ? []
          : [
              nixFix(
                'Let systemd make it (StateDirectory, CacheDirectory).',
                `systemd.services.${key}.serviceConfig.${state === undefined ? 'CacheDirectory' : 'StateDirectory'} = "${state ?? (cache || name)}";`,
                'restart',
              ),
            ]),
        nixFix(
          'Create the directory before.',
          `systemd.tmpfiles.rules = [ "d ${path || '/var/lib/NAME'} 0750 root root -" ];`,
          'restart',
        ),
        shellFix(
          'Now, by hand.',
          `sudo mkdir -p ${path || '/var/lib/NAME'} && sudo systemctl restart ${unit}`,
          'restart',
        ),
        nixFix(
          'Or let a missing path pass, with a minus before it.',
          `systemd.services.${key}.serviceConfig.ReadWritePaths = [ "-${path || '/path'}" ];`,
          'security',
        ),
      ],
      verify: [`systemctl status ${unit}`],
    };
  },
};
