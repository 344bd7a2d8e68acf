import {
  isNixaiError,
  nix,
  type CommandContext,
  type NixOptions,
  type NixTarget,
} from '@nixai/api';
import type { MissReason } from '../results/cacheMiss.js';

const apply = `p: let
  m = p.meta or { };
  l = m.license or [ ];
  all = builtins.filter builtins.isAttrs (if builtins.isList l then l else [ l ]);
in {
  unfree = m.unfree or (builtins.any (one: !(one.free or true)) all);
  hydra = (m.hydraPlatforms or null) != [ ];
}`;

/** What a package says of itself that keeps it out of nixpkgs' cache; nothing where it says nothing. */
export async function metaReasons(
  { host }: Pick<CommandContext, 'host'>,
  target: NixTarget,
  options: NixOptions,
): Promise<MissReason[]> {
  if ('path' in target) return [];
  try {
    const service = await host.service(nix);
    const { unfree, hydra } = await service.eval<{ unfree: boolean; hydra: boolean }>(target, {
      ...options,
      apply,
    });
    return [
      ...(unfree
        ? [
            {
              kind: 'unfree' as const,
              text: 'Its licence is unfree: Hydra builds no such package, so that cache.nixos.org never has it.',
            },
          ]
        : []),
      ...(hydra
        ? []
        : [
            {
              kind: 'not-built-by-hydra' as const,
              text: 'It says meta.hydraPlatforms = [ ]: Hydra does not build it.',
            },
          ]),
    ];
  } catch (error) {
    if (isNixaiError(error) && !options.signal.aborted) return [];
    throw error;
  }
}
