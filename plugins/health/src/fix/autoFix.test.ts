import { expect } from 'chai';
import { recordedTasks } from '@nixai/api/testing';
import type { Fixed, HealthResult } from '../results/report.js';
import { withMachine } from '../testing/fixture.js';
import { commandOf, planOf, remediesFor } from './autoFix.js';

const found = (
  check: string,
  safe: NonNullable<NonNullable<HealthResult['fix']>['safe']>,
  target?: string,
): HealthResult => ({
  check,
  title: check,
  group: 'disk',
  status: 'major',
  summary: '',
  evidence: [],
  milliseconds: 1,
  ...(target !== undefined && { target }),
  fix: { title: 'x', safe },
});
const all = [
  found('disk.space', 'collect-garbage', '/'),
  found('disk.space', 'collect-garbage', '/nix'),
  found('unit.failed', 'restart-unit', '-evil.service'),
  found('channel.age', 'update-channels'),
];

describe('what may be done without a person', () => {
  it('is of four kinds, each once, and channels only where that was said', () => {
    expect(remediesFor(all, { updateChannels: false }).map(commandOf)).to.deep.equal([
      'nix-collect-garbage',
      'sudo systemd-tmpfiles --clean',
      'sudo systemctl restart -- -evil.service',
    ]);
    expect(remediesFor(all, { updateChannels: true }).map(commandOf)).to.include(
      'sudo nix-channel --update',
    );
  });

  it('is shown by a plan, and done by it; what fails holds up nothing', async () => {
    const programs = [
      { argv: ['nix-collect-garbage'], code: 0 },
      { argv: ['systemd-tmpfiles'], code: 1, stderr: 'no\nway' },
      { argv: ['systemctl', 'restart'], code: 0 },
    ];
    await withMachine({ programs }, async (machine) => {
      const done: Fixed[] = [];
      const plan = planOf(machine, remediesFor(all, { updateChannels: false }), (one) =>
        done.push(one),
      );
      expect(plan.risk).to.equal('restart');
      expect(plan.actions.map(({ target }) => target)).to.deep.equal([
        'nix-collect-garbage',
        'systemd-tmpfiles --clean',
        'systemctl restart -- -evil.service',
      ]);
      await recordedTasks().run('fixing', async (task) => plan.apply(task));
      expect(done.map(({ outcome, why }) => [outcome, why])).to.deep.equal([
        ['done', undefined],
        ['failed', 'systemd-tmpfiles ended with 1: way'],
        ['done', undefined],
      ]);
    });
  });
});
