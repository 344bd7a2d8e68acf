import { healthLevelOf, type HealthCheck, type HealthMachine } from '@nixai/api';
import { plural } from '../../machine/fields.js';

const words = 'Out of memory|oom-kill|oom_reaper';
const asked = new RegExp(words);

export const killed: HealthCheck = {
  id: 'unit.oom',
  title: 'Killed for memory',
  group: 'services',
  about:
    'Programs that the kernel or systemd-oomd ended in the last seven days because memory ran out. Reads the kernel’s journal; who is not in the group systemd-journal cannot.',
  needs: ['running', 'systemd'],
  thresholds: { of: 'programs killed in 7 days', unit: '', minor: 1, major: 3 },
  async run(machine, limits) {
    const { code, stdout, stderr } = await machine.run([
      'journalctl',
      '--dmesg',
      '--boot=all',
      `--grep=${words}`,
      '--since=-7d',
      '--output=cat',
      '--no-pager',
      '--quiet',
    ]);
    const found = stdout.split('\n').filter((line) => line.trim() !== '');
    // Nothing found ends with 1 and says nothing, and so does a journal that is not there.
    const readable =
      code === 0
        ? found.every((line) => asked.test(line))
        : code === 1 && (stdout + stderr).trim() === '' && (await hasMessages(machine));
    if (!readable || /not seeing messages|No journal files|Permission denied/i.test(stderr))
      return [
        {
          status: 'unknown',
          summary: 'the journal of the kernel cannot be read',
          ...(stderr.trim() !== '' && { evidence: [stderr.trim()] }),
          fix: inGroup,
        },
      ];
    const lines = found.filter((line) => /Killed process|oom-kill:/.test(line));
    const victims = lines.filter((line) => line.includes('Killed process'));
    const count = victims.length === 0 ? lines.length : victims.length;
    const status = healthLevelOf(count, limits);
    if (status === 'ok') return [{ status, summary: 'none in 7 days', value: 0, unit: '' }];
    return [
      {
        status,
        summary: `${plural(count, 'program')} killed in 7 days`,
        value: count,
        unit: '',
        evidence: victims.slice(-5),
        fix: {
          title: 'Give the machine memory to swap into',
          code: 'zramSwap.enable = true;',
          language: 'nix',
        },
      },
    ];
  },
};

/** Whether the kernel's journal says anything at all. */
async function hasMessages(machine: HealthMachine): Promise<boolean> {
  const words = ['--dmesg', '--lines=1', '--output=json', '--no-pager', '--quiet'] as const;
  const { code, stdout } = await machine.run(['journalctl', ...words]);
  return code === 0 && stdout.startsWith('{"');
}

const inGroup = {
  title: 'Let your user read the journal',
  code: 'users.users.YOUR_USER.extraGroups = [ "systemd-journal" ];',
  language: 'nix' as const,
};
