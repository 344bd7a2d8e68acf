import { basename } from 'node:path/posix';
import { drift, type Judged } from '../finding.js';
import type { Facts } from '../probe/read.js';

/** The system that a machine is expected to run, or why nobody can say. */
export type Expected =
  | { readonly system: string; readonly by: string }
  | { readonly system?: undefined; readonly why: string };

/** Which systems run, were booted and come next, beside the one that is expected. */
export function judgeSystems({ said, generations }: Facts, expected: Expected): Judged {
  const current = said.get('current');
  const next = said.get('next');
  const newest = Math.max(...generations);
  const active = Number(/-(\d+)-link$/.exec(said.get('link') ?? '')?.[1]);
  const parts = ['kernel', 'initrd', 'kernel-modules'].filter((part) => {
    const [booted, now] = [said.get(`booted-${part}`), said.get(`current-${part}`)];
    return booted !== undefined && now !== undefined && booted !== now;
  });
  const isOther =
    expected.system !== undefined && current !== undefined && current !== expected.system;
  return {
    found: [
      ...(isOther
        ? [
            drift('system-not-expected', 'system', `it runs ${nameOf(current)}`, [
              `runs ${current}`,
              `expected ${expected.system} (${expected.by})`,
            ]),
          ]
        : []),
      ...(current !== undefined && next !== undefined && current !== next
        ? [
            drift('profile-not-current', 'system', `the next boot brings ${nameOf(next)}`, [
              `runs ${current}`,
              `boots ${next}`,
            ]),
          ]
        : []),
      ...(Number.isInteger(active) && active < newest
        ? [
            drift(
              'rolled-back',
              'system',
              `generation ${active} is active, and ${newest} is the newest`,
            ),
          ]
        : []),
      ...(parts.length > 0
        ? [
            drift(
              'booted-kernel-old',
              'kernel',
              `not those of its system: ${parts.join(', ')}`,
              parts.map((part) => `${said.get(`booted-${part}`)} → ${said.get(`current-${part}`)}`),
            ),
          ]
        : []),
    ],
    notTold: [
      ...(expected.system === undefined
        ? [{ what: 'whether it runs the system that is meant', why: expected.why }]
        : []),
      ...(current === undefined
        ? [{ what: 'which system runs', why: 'it has no /run/current-system: is it NixOS?' }]
        : []),
    ],
  };
}

const nameOf = (system: string): string => basename(system).replace(/^[0-9a-z]{32}-/, '');
