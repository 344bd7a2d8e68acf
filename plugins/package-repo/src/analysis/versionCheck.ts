import type { Fact, PackageFacts } from '../analyzer.js';
import { at, type RepoView } from '../repo/view.js';

/** Where a language's programs say that they print their version, and in which files. */
const patterns: Readonly<Record<string, { readonly files: RegExp; readonly says: RegExp }>> = {
  rust: {
    files: /(?:^|\/)(?:main|cli|args?|app|opts?|options|lib)\.rs$/,
    says: /#\[(?:command|clap)\((?:[^)\]]|\n)*?\bversion\b(?!\s*=\s*"")|\bcrate_version!\(\)|\.version\(\s*(?:env!\("CARGO_PKG_VERSION"\)|crate_version!)/,
  },
  python: {
    files: /^(?:src\/)?[\w/]*(?:__main__|cli|main|app|command_line|args|__init__)\.py$/,
    says: /@click\.version_option|action=["']version["']/,
  },
};

/**
 * Whether a build can check that the main program prints the version that it is built from: where its
 * sources say so plainly, and what they print is that version.
 */
export async function findVersionCheck(
  project: RepoView,
  facts: PackageFacts,
  version: string,
): Promise<Fact<string> | undefined> {
  if (facts.mainProgram === undefined || facts.version?.value !== version) return undefined;
  const pattern = patterns[facts.language];
  if (pattern === undefined) return undefined;
  for (const file of project.files
    .filter(
      (one) => pattern.files.test(one) && !/(?:^|\/)(?:tests?|examples?|benches|xtask)\//.test(one),
    )
    .slice(0, 60)) {
    const source = await project.read(file);
    const index = source?.search(pattern.says) ?? -1;
    if (index !== -1) return { value: 'it prints its version', from: at(file, source!, index) };
  }
  return undefined;
}
