import { expect } from 'chai';
import {
  checker,
  http,
  NixaiError,
  nix,
  processes,
  redactor,
  type HealthCheck,
  type Nix,
  type RunResult,
} from '@nixai/api';
import { createTestHost, fakeNix, recordedTasks } from '@nixai/api/testing';
import { checks } from '../checks/index.js';
import { openMachine } from '../machine/open.js';
import type { HealthResult } from '../results/report.js';
import { today, withMachine } from '../testing/fixture.js';
import { runChecks } from './run.js';

type Answer = () => Promise<RunResult>;
const said = (stdout: string, code = 0, stderr = ''): RunResult => ({
  code,
  stdout,
  stderr,
  truncated: false,
});

/** What every tool says of a machine on which all is well, by the words that the call begins with. */
const well: readonly (readonly [string, RunResult])[] = [
  ['systemctl is-system-running', said('running\n')],
  ['systemctl list-units --all --output=json --state=failed', said('[]')],
  [
    'systemctl list-units',
    said('[{"unit":"a.service","load":"loaded","active":"active","sub":"running"}]'),
  ],
  ['systemctl --user list-units', said('[]')],
  ['systemctl list-timers', said('[]')],
  ['systemctl show', said('Id=a.service\nNRestarts=0\nMemoryCurrent=1\nMemoryMax=100\n')],
  ['systemctl is-active', said('active\n')],
  ['systemd-analyze security', said('[{"unit":"a.service","exposure":"3.1"}]')],
  ['journalctl --dmesg --boot=all', said('', 1)],
  ['journalctl --dmesg --lines=1', said('{"MESSAGE":"Linux version 6.12"}\n')],
  ['timedatectl show', said('NTPSynchronized=yes\nNTP=yes\n')],
  ['getent hosts', said('2a04::1 cache.nixos.org\n')],
  ['smartctl --scan', said('{"devices":[{"name":"/dev/sda"}]}')],
  ['smartctl --health', said('SMART overall-health self-assessment test result: PASSED\n')],
  ['zpool status', said('all pools are healthy\n')],
  ['btrfs device stats', said('[/dev/sdb].write_io_errs    0\n')],
  [
    'nix --extra-experimental-features nix-command path-info --all',
    said('/nix/store/aaaa-dead\n/nix/store/bbbb-alive\n'),
  ],
  ['nix --extra-experimental-features nix-command store verify', said('')],
  ['nix-store --gc --print-dead', said('/nix/store/aaaa-dead\n')],
  [
    'nix --extra-experimental-features nix-command show-config',
    said(
      'system = x86_64-linux\nexperimental-features = nix-command flakes\nauto-optimise-store = true\nsandbox = true\nsubstituters = https://cache.nixos.org\n',
    ),
  ],
  ['nix --extra-experimental-features nix-command store ping', said('', 0, 'Store URL: daemon\n')],
  ['vulnix --system --json', said('[]')],
  ['ss --no-header', said('LISTEN 0 128 127.0.0.1:631 0.0.0.0:*\n')],
  ['git ls-files --others', said('')],
  ['git ls-files --deleted', said('')],
  ['git ls-files --stage', said('100644 0123abcd 0\tflake.nix\0')],
  ['git diff-index', said('')],
  ['git hash-object', said('0123abcd\n')],
];

/** What is called, without the settings that go before git's own words. */
function callOf(argv: readonly string[]): string {
  if (argv[0] !== 'git') return argv.join(' ');
  const at = argv.findIndex((word) => /^(?:ls-files|diff-index|hash-object)$/.test(word));
  return ['git', ...argv.slice(at)].join(' ');
}
const wellKey = (call: string): string =>
  well.find(([words]) => call.startsWith(words))?.[0] ?? call;

const files = {
  '/run/systemd/system/x': '',
  '/nix/store/aaaa-dead/x': '',
  '/nix/store/bbbb-alive/x': '',
  '/etc/NIXOS': '',
  '/etc/nixos/.git/HEAD': '',
  '/etc/nixos/flake.nix': '{ }',
  '/proc/sys/kernel/hostname': 'web1\n',
  '/proc/mounts': 'tank /tank zfs rw 0 0\n/dev/sdb /data btrfs rw 0 0\n',
};

const pathInfo = [{ path: '/nix/store/aaaa-dead', narSize: 10, references: [] }];
const nixCalls: Readonly<Record<string, unknown>> = {
  version: { implementation: 'nix', version: '2.31.2', release: '2.31' },
  print: '/nix/store/x.drv',
  pathInfo,
};

type Broken = Readonly<{ answer: Answer; service: () => Promise<unknown> }>;
const failed =
  (code: 'program-missing' | 'nix-failed' | 'nix-answer', why?: string) => async () => {
    throw new NixaiError({ code, what: 'no', ...(why !== undefined && { why }) });
  };
const never = () => new Promise<never>(() => {});
/** How a tool can be of no use; `service` is how that reaches us from Nix behind core's service. */
const broken: Readonly<Record<string, Broken>> = {
  absent: { answer: failed('program-missing'), service: failed('program-missing') },
  hanging: { answer: never, service: never },
  'saying garbage': {
    answer: async () => said('\u0000{"[\u001b[2Jgarbage\n', 0, 'garbage\n'),
    service: failed('nix-answer'),
  },
  'ending with 1': {
    answer: async () => said('', 1, 'broken\n'),
    service: failed('nix-failed', 'broken'),
  },
  'ending with 1 and no word': {
    answer: async () => said('', 1),
    service: failed('nix-failed', 'it ended with 1'),
  },
};

/** This is how journalctl says that it found nothing; that there is a journal at all is asked beside it. */
const meaning: Readonly<Record<string, string>> = {
  'journalctl --dmesg --boot=all': 'ending with 1 and no word',
};

/** A hanging tool costs this much; everything else is told at once. */
const deadline = 40;

/** Runs one check, with one of its calls going wrong; tells which calls it made. */
async function look(
  check: HealthCheck,
  at?: { readonly call: string; readonly how: Broken },
): Promise<{ readonly results: readonly HealthResult[]; readonly calls: ReadonlySet<string> }> {
  const calls = new Set<string>();
  const isBroken = (call: string): boolean => {
    calls.add(call);
    return call === at?.call;
  };
  const runner = {
    async run(argv: readonly string[]): Promise<RunResult> {
      const key = wellKey(callOf(argv));
      if (isBroken(key)) return (at as { how: Broken }).how.answer();
      const [, answer] = well.find(([words]) => words === key) ?? [];
      if (answer === undefined) throw new Error(`nobody scripted ${key}`);
      return answer;
    },
  };
  const tool = Object.fromEntries(
    Object.entries(nixCalls).map(([name, value]) => [
      name,
      async () => (isBroken(`nix: ${name}`) ? (at as { how: Broken }).how.service() : value),
    ]),
  ) as Partial<Nix>;
  const results = await withMachine({ files }, async (made) => {
    const machine = await openMachine({
      host: createTestHost({
        services: [
          [processes, runner],
          [nix, fakeNix(tool)],
          [
            http,
            { request: async () => ({ status: 200, text: async () => 'StoreDir: /nix/store\n' }) },
          ],
          [redactor, { redact: (text: string) => ({ text }) }],
          [checker, { check: async () => ({ findings: [], files: [] }) }],
        ],
      }),
      root: made.root,
      live: true,
      offline: false,
      signal: made.signal,
      configuration: '/etc/nixos',
      criticalUnits: [],
      now: today,
      isRoot: check.id !== 'unit.user',
      space: made.space,
    });
    return recordedTasks().run('looking', async (task) =>
      runChecks(
        machine,
        [{ check }],
        { thresholds: {}, timeout: at === undefined ? undefined : deadline },
        task,
      ),
    );
  });
  return { results, calls };
}

describe('a tool that is of no use', () => {
  for (const check of checks)
    it(`is unknown, whatever ${check.id} asks it, and however it fails`, async () => {
      const { calls, results } = await look(check);
      if (calls.size > 0)
        expect(
          results.map(({ status }) => status),
          'where all is well',
        ).not.to.include('unknown');
      const wrong: string[] = [];
      for (const call of calls)
        for (const [how, way] of Object.entries(broken)) {
          if (meaning[call] === how) continue;
          const { results: found } = await look(check, { call, how: way });
          if (found.length === 0 || found.some(({ status }) => status !== 'unknown'))
            wrong.push(`${call}, ${how}: ${JSON.stringify(found)}`);
        }
      expect(wrong).to.deep.equal([]);
    });

  it('is looked for among all the calls that are made', async () => {
    const made = new Set<string>();
    for (const check of checks) for (const call of (await look(check)).calls) made.add(call);
    const known = [
      ...well.map(([words]) => words),
      ...Object.keys(nixCalls).map((name) => `nix: ${name}`),
    ];
    expect([...made].sort()).to.deep.equal(known.sort());
  });
});
