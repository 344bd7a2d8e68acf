import { nix, type Host } from '@nixai/api';
import type { KnownMachine } from '../registry/load.js';
import type { Remote } from '../ssh/remote.js';
import { untrusted } from './faults.js';

/**
 * Ends with 1 where the Nix there would take no unsigned path from who logs in, and says who that is and
 * whom it trusts. What cannot be read is left to the copy.
 */
const trustScript = `
set -f
me=$(id -un)
if [ "$(id -u)" = 0 ] || [ -w /nix/var/nix/db ]; then exit 0; fi
nix="nix --extra-experimental-features nix-command"
settings=$($nix config show 2>/dev/null || $nix show-config 2>/dev/null) || exit 0
trusted=$(printf '%s\\n' "$settings" | sed -n 's/^trusted-users = //p')
for word in $trusted; do
  if [ "$word" = '*' ] || [ "$word" = "$me" ]; then exit 0; fi
  for group in $(id -Gn); do [ "$word" = "@$group" ] && exit 0; done
done
printf '%s\\t%s\\n' "$me" "$trusted"
exit 1
`;

/**
 * Asks a machine whether its Nix takes a system from who logs in; one that is signed it may take anyway.
 * @throws NixaiError `nix-untrusted`, and what `Remote` throws.
 */
export async function expectTrust(
  host: Host,
  machine: KnownMachine,
  remote: Remote,
  system: string,
  signal: AbortSignal,
): Promise<void> {
  const { code, stdout } = await remote.script(trustScript, [], { signal });
  if (code !== 1) return;
  const service = await host.service(nix);
  const [info] = await service.pathInfo([system], { signal });
  if (info !== undefined && info.signatures.length > 0) return;
  const [user = '', trusted = ''] = stdout.trim().split('\t');
  throw untrusted(machine.name, user, trusted);
}
