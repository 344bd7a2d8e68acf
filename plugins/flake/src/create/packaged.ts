import { commands, isNixaiError, type Host } from '@nixai/api';

/** The part of what `nixai package-repo` returns that is used here. */
interface PackageRepo {
  readonly packages?: readonly {
    readonly name: string;
    readonly language: string;
    readonly version: { readonly value: string };
    readonly sourceHash?: Hash;
    readonly dependencyHash?: Hash;
  }[];
  readonly output?: readonly { readonly path: string; readonly text: string }[];
}

type Hash =
  { readonly hash: string | null } | { readonly missing: string; readonly command: string };

/** A derivation of the project, as the plugin `package-repo` makes it. */
export interface Derivation {
  /** `tool 1.2.0 (rust)` */
  readonly about: string;
  /** The derivation comes first, as `package.nix`; paths are relative to the folder. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Commands that give the hashes which no file tells. */
  readonly hashes: readonly string[];
}

/**
 * The derivation of the project in a folder, where the plugin `package-repo` is installed and knows
 * one; nothing of the project is run.
 */
export async function derivationOf(host: Host, folder: string): Promise<Derivation | undefined> {
  if (!host.hasCommand('package-repo')) return undefined;
  const session = (await host.service(commands)).open({ offline: true });
  try {
    const { result } = await session.invoke<PackageRepo>('package-repo', {
      args: { path: folder },
      flags: { output: folder, hashes: 'offline', 'dry-run': true, force: true, 'no-ai': true },
    });
    const [one, ...others] = result.packages ?? [];
    const files = result.output ?? [];
    if (one === undefined || others.length > 0) return undefined;
    const own = `${one.name}.nix`;
    return {
      about: `${one.name} ${one.version.value} (${one.language})`,
      files: files.map(({ path, text }) => ({ path: path === own ? 'package.nix' : path, text })),
      hashes: [one.sourceHash, one.dependencyHash].flatMap((hash) =>
        hash !== undefined && 'command' in hash ? [hash.command] : [],
      ),
    };
  } catch (error) {
    // What is no project that it knows gets the shell alone.
    if (isNixaiError(error) && error.code !== 'interrupted') return undefined;
    throw error;
  } finally {
    await session.close();
  }
}
