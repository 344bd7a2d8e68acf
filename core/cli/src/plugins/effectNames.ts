import type { PluginEffect } from '@nixai/api';

/** What it says that it does, in words. */
export function effectNames(effects: readonly PluginEffect[] | undefined): string {
  if (effects === undefined) return 'not said';
  const words = effects.map((effect) =>
    effect === 'run'
      ? 'starts programs'
      : effect === 'network'
        ? 'connects to the network'
        : effect === 'write'
          ? 'writes files'
          : `writes below ${effect.slice('write:'.length)}`,
  );
  return words.join(', ') || 'reads only';
}
