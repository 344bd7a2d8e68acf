import { quoted, walk } from '@nixai/nix';
import type { Fault, FlakeRule } from './rule.js';
import { isBound } from './shared/inScope.js';
import { isAskedFor } from './shared/isAskedFor.js';
import { systems } from './shared/systems.js';

/** `builtins.currentSystem` */
export const currentSystem: FlakeRule = {
  id: 'current-system',
  severity: 'error',
  why: 'A flake does not know what machine it is evaluated on: it says what it has for each system.',
  find(flake) {
    const faults: Fault[] = [];
    const { lambda, text } = flake;
    if (lambda === undefined) return [];
    walk(lambda.body, (node, parents) => {
      if (node.kind !== 'select' || text.slice(node.start, node.end) !== 'builtins.currentSystem')
        return true;
      // `{ system ? builtins.currentSystem }` is for who gives none.
      if (parents.some(({ kind }) => kind === 'formal') || isAskedFor(parents, node, text))
        return true;
      const message = "attribute 'currentSystem' missing";
      const { start, end } = node;
      // `packages.${builtins.currentSystem}.default = …;` is an output for each system.
      const output = parents.findLast((one) => one.kind === 'binding');
      const attribute = parents.at(-1);
      const others = text.slice(output?.start, output?.end).split('builtins.currentSystem').length;
      if (
        output?.kind === 'binding' &&
        attribute?.kind === 'interpolation' &&
        output.path.attributes[1] === attribute &&
        isBound(flake, 'nixpkgs', start)
      ) {
        const { attributes } = output.path;
        const rest = text.slice(attribute.end, output.path.end);
        const body = text
          .slice(output.value.start, output.value.end)
          .replaceAll('builtins.currentSystem', 'system');
        const inner = rest === '' ? body : `{ ${rest.slice(1)} = ${body}; }`;
        const list = systems.map((one) => quoted(one)).join(' ');
        faults.push({
          message,
          at: start,
          edits: [
            {
              start: attributes[0]!.end,
              end: output.end,
              text: ` = nixpkgs.lib.genAttrs [ ${list} ] (system: ${inner});`,
            },
          ],
        });
        return true;
      }
      if (others > 2 && attribute?.kind !== 'interpolation' && isInSameOutput(output, faults))
        return true;
      faults.push({
        message,
        at: start,
        hint: `it is for ${flake.system} alone then; for several: nixpkgs.lib.genAttrs [ … ] (system: …)`,
        edits: [
          isBound(flake, 'system', start) && !bindsSystem(text, output)
            ? { start, end, text: 'system' }
            : { start, end, text: quoted(flake.system) },
        ],
      });
      return true;
    });
    return faults;
  },
};

/** `system = builtins.currentSystem;` is not mended by its own name. */
function bindsSystem(text: string, binding: { start: number; end: number } | undefined): boolean {
  return binding !== undefined && /^system\s*=/.test(text.slice(binding.start, binding.end));
}

/** It goes with the edit of the whole output. */
function isInSameOutput(
  output: { start: number; end: number } | undefined,
  faults: readonly Fault[],
): boolean {
  return faults.some(({ edits }) =>
    edits?.some(
      (edit) => output !== undefined && edit.start <= output.end && output.end <= edit.end,
    ),
  );
}
