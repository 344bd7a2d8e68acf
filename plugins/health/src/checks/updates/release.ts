import {
  isEndOfLife,
  nixosRelease,
  releaseAfter,
  stableRelease,
  type HealthCheck,
} from '@nixai/api';
import { daysBetween, fieldsOf, plural } from '../../machine/fields.js';
import { NotTold } from '../../machine/unknown.js';

const soon = 30;
const long = 180;

export const release: HealthCheck = {
  id: 'release.eol',
  title: 'Release',
  group: 'updates',
  about:
    'Whether the NixOS release still gets security updates (/etc/os-release, and the calendar of releases; `SUPPORT_END` where it says so).',
  needs: ['nixos'],
  levels: {
    minor: 'it ends within 30 days',
    major: 'it gets no security updates any more',
    critical: 'it has got none for half a year',
  },
  async run(machine) {
    const text =
      (await machine.read('/etc/os-release')) ??
      (await machine.read('/run/current-system/etc/os-release'));
    if (text === undefined) throw new NotTold('there is no /etc/os-release');
    const fields = fieldsOf(text);
    const name = fields.get('VERSION_ID') ?? '';
    const known = nixosRelease(name);
    const said = Date.parse(fields.get('SUPPORT_END') ?? '');
    const stable = stableRelease(machine.now).release;
    if (known === undefined && Number.isNaN(said)) {
      if (/^\d\d\.\d\d$/.test(name) && name > stable)
        return [{ status: 'ok', summary: `${name} (unstable): follows what comes` }];
      return [{ status: 'unknown', summary: `nothing is known of release "${name}"` }];
    }
    const end = Number.isNaN(said) ? new Date(known?.endOfLife ?? 0) : new Date(said);
    const left = daysBetween(machine.now, end);
    const over =
      known === undefined || !Number.isNaN(said) ? left < 0 : isEndOfLife(known, machine.now);
    const when = end.toISOString().slice(0, 10);
    const status = over ? (left < -long ? 'critical' : 'major') : left < soon ? 'minor' : 'ok';
    if (status === 'ok')
      return [
        {
          status,
          summary: `${name}, with security updates until ${when}`,
          value: left,
          unit: 'days',
        },
      ];
    const next =
      name < stable ? stable : known === undefined ? stable : releaseAfter(known).release;
    return [
      {
        status,
        summary: over
          ? `${name} gets no security updates since ${when}`
          : `${name} ends on ${when}, in ${plural(left, 'day')}`,
        value: left,
        unit: 'days',
        fix: {
          title: `Move to ${next}`,
          code: `nixai "how do I upgrade NixOS to ${next}"`,
          language: 'sh',
        },
      },
    ];
  },
};
