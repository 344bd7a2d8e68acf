import { emptyScope, type Definition, type Expression } from '@nixai/nix';
import type { Doubt, Surroundings } from './doubt.js';
import { readsOfConfig, type ReadOfConfig } from './readsOfConfig.js';
import { unknownOption } from './unknownOption.js';

/** What modules of every kind have, and sets do not list. */
const everywhere = new Set(['_module', 'assertions', 'home-manager', 'lib', 'meta', 'warnings']);

/**
 * What is wrong with what a file reads as `config.a.b`, as far as that is certain: what another module may
 * declare is left alone. For a file that is one module.
 */
export function judgeReads(root: Expression, around: Surroundings): Doubt[] {
  return readsOfConfig(root).flatMap((read) => {
    const { path } = read;
    if (everywhere.has(path[0] ?? '') || around.own.has(path)) return [];
    const match = around.catalog.match(path);
    // A namespace that no set has is somebody's own.
    if (match.outcome !== 'unknown' || match.known.length === 0) return [];
    if (isOfValue(match.known, around)) return [];
    // What a module of another kind hands on may be of its set: `osConfig`, by the name of `config`.
    if (around.others.some((other) => other.match(path).outcome !== 'unknown')) return [];
    const doubts = unknownOption(asDefinition(read), path, match.known, around);
    return doubts
      .filter(({ severity }) => severity !== 'note')
      .map(({ edit: _, message, ...doubt }) => ({
        ...doubt,
        message: `${message}, and it is read here`,
      }));
  });
}

/** `config.services.x.package.version`: what a value has is no option. */
function isOfValue(known: readonly string[], { catalog }: Surroundings): boolean {
  return catalog.match(known).outcome !== 'branch' && catalog.below(known, 1).length === 0;
}

function asDefinition({ path, attributes, at }: ReadOfConfig): Definition {
  return {
    path: path.map((name, step) => ({ name, attribute: attributes[step] })),
    by: { kind: 'binding', start: at.start, end: at.end, path: at.path, value: at },
    value: at,
    scope: emptyScope,
    conditional: false,
    priority: 100,
  };
}
