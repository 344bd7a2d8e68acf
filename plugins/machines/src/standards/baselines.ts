import type { Rule } from './rule.js';

/** What nixai brings along. */
export const baselineNames = ['nixai-server-v1', 'nixai-workstation-v1'] as const;
export type BaselineName = (typeof baselineNames)[number];

/** Every rule that nixai brings along; loaded where somebody asks. */
export async function allRules(): Promise<readonly Rule[]> {
  const areas = await Promise.all([
    import('./baselines/ssh.json', { with: { type: 'json' } }),
    import('./baselines/users.json', { with: { type: 'json' } }),
    import('./baselines/network.json', { with: { type: 'json' } }),
    import('./baselines/kernel.json', { with: { type: 'json' } }),
    import('./baselines/nix.json', { with: { type: 'json' } }),
    import('./baselines/secrets.json', { with: { type: 'json' } }),
    import('./baselines/logging.json', { with: { type: 'json' } }),
    import('./baselines/backups.json', { with: { type: 'json' } }),
    import('./baselines/containers.json', { with: { type: 'json' } }),
    import('./baselines/desktop.json', { with: { type: 'json' } }),
    import('./baselines/web.json', { with: { type: 'json' } }),
    import('./baselines/databases.json', { with: { type: 'json' } }),
    import('./baselines/services.json', { with: { type: 'json' } }),
  ]);
  // The compiler reads words of the files as any text.
  return areas.flatMap(({ default: rules }) => rules as unknown as readonly Rule[]);
}

/** The rules of a baseline. */
export const baseline = async (name: BaselineName): Promise<readonly Rule[]> =>
  (await allRules()).filter(({ baselines = [] }) => baselines.includes(name));
