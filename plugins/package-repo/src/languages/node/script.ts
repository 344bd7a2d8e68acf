import type { NodeManifest } from './manifest.js';

/** The script that makes what is installed from what is in the repository. */
export function buildScript({ scripts, programs }: NodeManifest): string | undefined {
  const builds = (name: string): boolean => {
    const text = scripts[name];
    return (
      text !== undefined &&
      /\b(?:tsc|rollup|webpack|esbuild|vite|babel|swc|tsup|ncc|parcel|microbundle|build|compile|bundle|pkgroll|unbuild|gulp|next)\b/.test(
        text,
      ) &&
      !/\bhusky\b(?!.*build)/.test(text)
    );
  };
  if (scripts['build'] !== undefined) return 'build';
  if (builds('compile')) return 'compile';
  const made = Object.values(programs).some((file) =>
    /(?:^|\/)(?:dist|lib|out|build|bin)\//.test(file),
  );
  return ['prepare', 'prepack', 'prepublishOnly', 'bundle', 'dist'].find(
    (name) => builds(name) && made,
  );
}
