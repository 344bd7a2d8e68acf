import { isOpen, type Finding, type MachineDrift } from '../result.js';
import type { Severity } from '../kinds.js';

/** How bad a finding may be that is mended: `minor` is medium and less, `major` high as well. */
export const limits = ['minor', 'major', 'critical'] as const;
export type Limit = (typeof limits)[number];

/** What becomes of a machine's findings. */
export type Choice =
  | {
      /** The system that is activated. */
      readonly system: string;
      readonly mended: readonly Finding[];
    }
  | {
      /** Why nothing is done there; absent where nothing is to be. */
      readonly why?: string;
    };

/**
 * Whether a machine is deployed to, and with what. A deployment mends all that it can mend: where some of
 * that is worse than was asked for, or agreed to, nothing is done.
 */
export function chooseFix({ findings, system, expected }: MachineDrift, limit: Limit): Choice {
  const mendable = findings.filter(({ mends }) => mends === 'redeploy');
  const mended = mendable.filter(isOpen);
  if (mended.length === 0) return {};
  const agreed = mendable.find((one) => !isOpen(one));
  if (agreed !== undefined)
    return { why: `a deployment would take ${agreed.id} away, and that is agreed to` };
  const worse = mended.find(({ severity }) => !within[limit].includes(severity));
  if (worse !== undefined)
    return { why: `a deployment would mend ${worse.id} as well, which is ${worse.severity}` };
  const unsaid = mended.find(({ kind }) => needsExpected.has(kind));
  if (expected === undefined && unsaid !== undefined)
    return { why: `${unsaid.kind}: nothing says which system is meant (--against flake or file)` };
  const target = expected ?? system;
  if (target === undefined) return { why: 'it does not say which system runs' };
  return { system: target, mended };
}

const within: Readonly<Record<Limit, readonly Severity[]>> = {
  minor: ['low', 'medium'],
  major: ['low', 'medium', 'high'],
  critical: ['low', 'medium', 'high', 'critical'],
};

/** Kinds about which of two systems is the right one, which the machine cannot know. */
const needsExpected = new Set(['system-not-expected', 'profile-not-current', 'rolled-back']);
