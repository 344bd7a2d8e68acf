import { parse } from 'yaml';
import { at, type RepoView } from '../../repo/view.js';

/** What the project's own releases are built with. */
export interface Release {
  readonly file: string;
  readonly builds: readonly {
    readonly main?: string;
    readonly binary?: string;
    readonly ldflags: readonly string[];
    readonly tags: readonly string[];
  }[];
  readonly from: string;
}

/** Tags of programs that are to run on any system: a package has the libraries of its own. */
const ofStaticReleases = /^(?:netgo|osusergo|nocgo|purego|static(?:_build)?|timetzdata)$/;

const names = [
  '.goreleaser.yml',
  '.goreleaser.yaml',
  'goreleaser.yml',
  'goreleaser.yaml',
  '.github/.goreleaser.yml',
  '.config/goreleaser.yml',
];

/** Reads the settings of GoReleaser; undefined where there are none, or they are not understood. */
export async function readRelease(project: RepoView): Promise<Release | undefined> {
  for (const file of names) {
    const text = await project.read(file);
    if (text === undefined) continue;
    try {
      const value = parse(text, { maxAliasCount: 100, logLevel: 'silent', uniqueKeys: false }) as {
        builds?: unknown;
      } | null;
      const builds = Array.isArray(value?.builds) ? value.builds : [];
      return {
        file,
        builds: builds.filter(isObject).map(readBuild),
        from: at(file, text, Math.max(0, text.search(/ldflags/))),
      };
    } catch {
      return undefined;
    }
  }
  return undefined;
}

function readBuild(build: Record<string, unknown>): Release['builds'][number] {
  const words = (value: unknown): readonly string[] =>
    (Array.isArray(value) ? value : [value]).filter(
      (one): one is string => typeof one === 'string',
    );
  const word = (value: unknown): string | undefined =>
    typeof value === 'string' && /^[\w./-]+$/.test(value) ? value : undefined;
  const main = word(build['main'])
    ?.replace(/^\.\//, '')
    .replace(/\/?[^/]+\.go$/, '')
    .replace(/\/$/, '')
    .replace(/^\.$/, '');
  return {
    main,
    binary: word(build['binary']),
    ldflags: words(build['ldflags']),
    tags: words(build['tags'])
      .flatMap((one) => one.split(','))
      .filter((one) => /^[\w.-]+$/.test(one) && !ofStaticReleases.test(one)),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
