import type { HealthCheck, HealthReading } from '@nixai/api';
import { nixSettings } from './settings.js';

export const config: HealthCheck = {
  id: 'nix.config',
  title: 'Settings of Nix',
  group: 'security',
  about:
    'Settings that let others put programs onto the machine: `*` in trusted-users is root for everybody, a cache over http or without signatures is whoever sits between.',
  needs: ['nix'],
  levels: {
    minor: 'builds are not in a sandbox, or a cache is asked over http',
    major: 'signatures are not asked for',
    critical: 'everybody is trusted',
  },
  async run(machine) {
    const settings = await nixSettings(machine);
    const readings: HealthReading[] = [];
    if (settings.words('trusted-users')?.includes('*') === true)
      readings.push({
        status: 'critical',
        target: 'trusted-users',
        summary: 'everybody who can log in can become root',
        fix: nixFix(
          'Trust root and administrators',
          'nix.settings.trusted-users = [ "root" "@wheel" ];',
        ),
      });
    if (settings.flag('require-sigs') === false)
      readings.push({
        status: 'major',
        target: 'require-sigs',
        summary: 'what a cache sends is taken without a signature',
        fix: nixFix('Ask for signatures', 'nix.settings.require-sigs = true;'),
      });
    if (settings.words('sandbox')?.[0] === 'false')
      readings.push({
        status: 'minor',
        target: 'sandbox',
        summary: 'builds see the whole machine',
        fix: nixFix('Build in a sandbox', 'nix.settings.sandbox = true;'),
      });
    const plain = (settings.words('substituters') ?? []).filter(
      (url) => url.startsWith('http://') && !/^http:\/\/(?:localhost|127\.|\[::1\])/.test(url),
    );
    for (const url of plain)
      readings.push({ status: 'minor', target: url, summary: 'is asked without encryption' });
    return readings.length > 0
      ? readings
      : [{ status: 'ok', summary: 'signatures, sandbox and trust as they should be' }];
  },
};

const nixFix = (title: string, code: string) => {
  const [, name = '', list, word] =
    /^nix\.settings\.([a-z-]+) = (?:\[ (.*) \]|(.*));$/.exec(code) ?? [];
  const value = list?.replaceAll('"', '') ?? word ?? '';
  const elsewhere = `Write "${name} = ${value}" into /etc/nix/nix.conf, and start nix-daemon again`;
  return { title, code, language: 'nix' as const, elsewhere };
};
