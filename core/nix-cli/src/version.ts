import { processes, type HostWith, type NixVersion, type ProcessRunner } from '@nixai/api';

/** Which Nix there is, asked once. */
export function createVersion(
  host: HostWith<ProcessRunner>,
): () => Promise<NixVersion | undefined> {
  let known: Promise<NixVersion | undefined> | undefined;
  return () => (known ??= ask(host));
}

async function ask(host: HostWith<ProcessRunner>): Promise<NixVersion | undefined> {
  const runner = await host.service(processes);
  if ((await runner.which('nix')) === undefined) return undefined;
  const { code, stdout } = await runner.run(['nix', '--version']);
  return code === 0 ? versionIn(stdout) : undefined;
}

/** `nix (Nix) 2.8.0`, `nix (Lix, like Nix) 2.91.1`, `nix (Determinate Nix 3.0.0) 2.26.2`. */
export function versionIn(said: string): NixVersion | undefined {
  const [, name = '', version] = /^nix \(([^)]*)\) (\d+(?:\.\d+)*\S*)/m.exec(said) ?? [];
  if (version === undefined) return undefined;
  if (/lix/i.test(name)) return { version, implementation: 'lix' };
  return { version, implementation: /determinate/i.test(name) ? 'determinate' : 'nix' };
}
