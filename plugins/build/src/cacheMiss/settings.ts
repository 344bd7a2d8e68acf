import { nix, type CommandContext } from '@nixai/api';

/** What Nix goes by when it looks for a path in caches. */
export interface CacheSettings {
  readonly substitute: boolean;
  readonly substituters: readonly string[];
  /** Public keys, by name. */
  readonly keys: ReadonlyMap<string, string>;
  readonly needsSignature: boolean;
  /** `allowSubstitutes = false` of a derivation counts for nothing. */
  readonly alwaysAllowed: boolean;
  readonly systems: readonly string[];
}

export async function cacheSettings({
  host,
  signal,
}: Pick<CommandContext, 'host' | 'signal'>): Promise<CacheSettings> {
  const said = await (await host.service(nix)).settings({ signal });
  return {
    // Offline it is nixai that has Nix turn it off.
    substitute: said['substitute'] !== false || (await host.config.get('offline')) === true,
    substituters: textsOf(said['substituters']),
    keys: new Map(textsOf(said['trusted-public-keys']).flatMap(keyIn)),
    needsSignature: said['require-sigs'] !== false,
    alwaysAllowed: said['always-allow-substitutes'] === true,
    systems: [...textsOf([said['system']]), ...textsOf(said['extra-platforms'])],
  };
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

function keyIn(text: string): (readonly [string, string])[] {
  const at = text.indexOf(':');
  return at < 1 ? [] : [[text.slice(0, at), text.slice(at + 1)]];
}
