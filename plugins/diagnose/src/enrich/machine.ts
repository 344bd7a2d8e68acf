import { processes, type Host, type ProcessRunner } from '@nixai/api';
import type { Finding } from '../engine/finding.js';

/** Milliseconds that a fact may take: a diagnosis without it is still one. */
const patience = 500;

/** The settings of Nix that decide over a class of failures. */
const settings: Readonly<Record<string, readonly string[]>> = {
  'build-dir-full': ['build-dir'],
  'experimental-feature-disabled': ['experimental-features'],
  'missing-signature': ['substituters', 'trusted-public-keys', 'require-sigs'],
  'sandbox-network': ['sandbox'],
  'wrong-system': ['system', 'extra-platforms'],
};

/** Classes that are about a unit, and the unit where the log names none. */
const units: Readonly<Record<string, string | undefined>> = {
  'daemon-unreachable': 'nix-daemon.socket',
  'docker-unreachable': 'docker.service',
  'service-exec-missing': undefined,
  'service-namespace-path': undefined,
  'unit-start-failure': undefined,
  'wait-online-timeout': undefined,
};

/**
 * Settings of Nix and the state of a unit on this machine, which may not be the one of the log.
 * Reads only, asks only for what the finding is about, and is silent where there is nothing to ask.
 */
export async function withMachine(host: Host, finding: Finding): Promise<Finding> {
  const keys = settings[finding.class];
  const unit = finding.class in units ? unitOf(finding) : undefined;
  if (keys === undefined && unit === undefined) return finding;
  try {
    const runner = await host.service(processes);
    const facts = {
      ...(keys === undefined ? {} : await nixSettings(runner, keys)),
      ...(unit === undefined ? {} : await unitState(runner, unit)),
    };
    return { ...finding, facts: { ...finding.facts, ...facts } };
  } catch (error) {
    host.log.debug(`this machine was not asked: ${String(error)}`);
    return finding;
  }
}

function unitOf({ class: root, facts }: Finding): string | undefined {
  const unit = facts?.['unit'] ?? units[root];
  // The name comes from a log, which anyone may have written.
  return unit !== undefined && /^[\w@.:][\w@.:\\-]{0,255}$/.test(unit) ? unit : undefined;
}

async function unitState(runner: ProcessRunner, unit: string): Promise<Record<string, string>> {
  const properties = 'LoadState,ActiveState,SubState,Result';
  const shown = await output(runner, ['systemctl', 'show', '--property', properties, '--', unit]);
  const value = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(shown)?.[1] ?? '';
  if (value('LoadState') === '') return {};
  const result = ['', 'success'].includes(value('Result')) ? '' : `, ${value('Result')}`;
  const state =
    value('LoadState') === 'loaded'
      ? `${value('ActiveState')} (${value('SubState')}${result})`
      : value('LoadState');
  return { [`${unit} on this machine`]: state };
}

async function nixSettings(
  runner: ProcessRunner,
  keys: readonly string[],
): Promise<Record<string, string>> {
  // What is switched on to ask is no answer to what is switched on.
  const nix: readonly [string, ...string[]] = keys.includes('experimental-features')
    ? ['nix']
    : ['nix', '--extra-experimental-features', 'nix-command'];
  // Nix 2.20 calls it `config show`.
  const shown =
    (await output(runner, [...nix, 'show-config'])) ||
    (await output(runner, [...nix, 'config', 'show']));
  const lines = shown.split('\n');
  return Object.fromEntries(
    keys.flatMap((key) => {
      const line = lines.find((one) => one.startsWith(`${key} =`));
      const value = line?.slice(key.length + 2).trim();
      return value === undefined ? [] : [[`${key} on this machine`, value || '(nothing)']];
    }),
  );
}

/** What a program prints; nothing where it is absent, slow or fails. */
async function output(
  runner: ProcessRunner,
  argv: readonly [string, ...string[]],
): Promise<string> {
  if ((await runner.which(argv[0])) === undefined) return '';
  const run = runner.run(argv, { timeout: patience, maxOutput: 200_000 });
  const { code, stdout } = await run.catch(() => ({ code: 1, stdout: '' }));
  return code === 0 ? stdout : '';
}
