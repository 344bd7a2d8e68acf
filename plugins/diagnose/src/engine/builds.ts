import type { CleanLine } from '../log/line.js';

/** A build that did not succeed. */
export interface FailedBuild {
  /** Name without hash and `.drv`. */
  readonly derivation: string;
  readonly path: string;
  /** `builder`: its own builder failed. `dependency`: something that it needs did. */
  readonly cause: 'builder' | 'dependency';
  /** Why, in Nix' words: `exit code 2`, `signal 9 (Killed)`. */
  readonly detail?: string;
}

/** Literal text that lines about failed builds have. */
export const buildAnchors: readonly string[] = [
  'builder failed',
  'failed with exit code',
  'failed due to signal',
  'hash mismatch in fixed-output',
  'Cannot build',
  'cannot build derivation',
  'dependencies of derivation',
  'dependency failed',
  'dependencies failed',
];

const path = String.raw`['"\`]?(?<path>/nix/store/[0-9a-z]{32}-(?<name>[^'"\s]{1,211}?)\.drv)`;
const own = new RegExp(
  `(?:builder for|hash mismatch in fixed-output derivation) ${path}['"\`]?(?: on .{1,80}?)?(?: failed (?:with|due to)? ?(?<detail>[^;]{1,60}))?`,
);
const dependent = new RegExp(
  `(?:dependencies of derivation|cannot build derivation) ${path}['"\`]?(?: failed to build|:)`,
);
const heading = new RegExp(`Cannot build ${path}`);
const reason =
  /Reason: (?:(?<own>builder failed)(?: with)?(?<detail> [^.]{1,60})?|\d+ dependenc(?:y|ies) failed)/;

const most = 100;

/** Failed builds as a log tells them, each once. */
export function createBuilds() {
  const builds = new Map<string, FailedBuild>();
  let headed: Pick<FailedBuild, 'derivation' | 'path'> | undefined;
  const add = (build: FailedBuild): void => {
    const known = builds.get(build.path);
    if (builds.size < most || known !== undefined)
      if (known?.cause !== 'builder') builds.set(build.path, build);
  };
  return {
    read({ text }: CleanLine): void {
      const why = reason.exec(text)?.groups;
      if (why !== undefined && headed !== undefined)
        add({
          ...headed,
          cause: why['own'] === undefined ? 'dependency' : 'builder',
          detail: why['detail']?.trim(),
        });
      headed = namedIn(heading, text) ?? headed;
      const failing = namedIn(own, text);
      if (failing !== undefined)
        add({ ...failing, cause: 'builder', detail: own.exec(text)?.groups?.['detail']?.trim() });
      const needing = namedIn(dependent, text);
      if (needing !== undefined) add({ ...needing, cause: 'dependency' });
    },
    list: (): readonly FailedBuild[] => [...builds.values()],
  };
}

function namedIn(
  pattern: RegExp,
  text: string,
): Pick<FailedBuild, 'derivation' | 'path'> | undefined {
  const groups = pattern.exec(text)?.groups;
  if (groups === undefined) return undefined;
  return { derivation: groups['name'] ?? '', path: groups['path'] ?? '' };
}
