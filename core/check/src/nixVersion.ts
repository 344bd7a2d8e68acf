import { processes } from '@nixai/api';
import type { Told } from './findings.js';
import type { CheckHost } from './host.js';

/** From here on Nix merges sets that lie deeper than one level in each other. */
const mergesLate = '2.26';

/** The first Nix with pipe operators, as an experimental feature. */
const hasPipes = '2.24';

/** The Nix that builds the configuration, as far as a setting or this machine tells: `2.28.3`. */
export async function nixVersion(host: CheckHost): Promise<string | undefined> {
  const configured = await host.config.get('nix_version');
  if (configured !== undefined) return configured;
  const runner = await host.service(processes);
  if ((await runner.which('nix')) === undefined) return undefined;
  const { code, stdout } = await runner.run(['nix', '--version'], { timeout: 5000 });
  // Lix counts on from 2.18 by itself: its numbers say nothing of that.
  return code === 0 && !stdout.includes('Lix') ? /\d+\.\d+(?:\.\d+)*/.exec(stdout)?.[0] : undefined;
}

/** Whether a version is another one or came after it; by its first two numbers. */
export function isAtLeast(version: string, other: string): boolean {
  const [[major = 0, minor = 0], [otherMajor = 0, otherMinor = 0]] = [version, other].map((one) =>
    one.split('.').map(Number),
  ) as [number[], number[]];
  return major > otherMajor || (major === otherMajor && minor >= otherMinor);
}

/** What a fault is to the Nix that builds the configuration: nothing, a note or an error. */
export async function byNixVersion(
  fault: Told,
  builtWith: () => Promise<string | undefined>,
): Promise<Told | undefined> {
  if (fault.rule !== 'late-merge' && fault.rule !== 'syntax-pipe-operator') return fault;
  const version = await builtWith();
  if (version === undefined) return fault;
  if (fault.rule === 'syntax-pipe-operator')
    return isAtLeast(version, hasPipes)
      ? fault
      : {
          ...fault,
          severity: 'error',
          message: `Nix ${version} has no pipe operators`,
          hint: `Nix ${hasPipes} is the first that has them; until then write f x for x |> f`,
        };
  if (isAtLeast(version, mergesLate)) return undefined;
  return { ...fault, severity: 'error', why: `This is built with Nix ${version}.` };
}
