import type { PromptParts } from '@nixai/api';
import type { PackagedResult } from '../packaging/result.js';

const rules = `You help a person who packages a project for nixpkgs. Rules have read the project and made the derivation; what they say is right, and what they do not know they call unknown. Explain in at most 200 words why this builder and these inputs were taken, what the person has to do by hand, and what may fail. For a name that is called unknown, say which attribute of nixpkgs it most likely is, and that it is a guess. Give a fenced nix block only for lines to add. Invent no hash.`;

/** What a model is told: the facts, without the sources of the project. */
export function promptFor(packages: readonly PackagedResult[]): PromptParts {
  return {
    rules,
    foreign: packages.slice(0, 4).map((one) => ({
      title: `what the rules found of ${one.name}`,
      text: JSON.stringify(
        {
          builder: one.builder,
          buildSystem: one.buildSystem,
          inputs: one.inputs.map(({ attribute, kind, why }) => ({ attribute, kind, why })),
          unknown: one.unknownInputs.map(({ name, why }) => ({ name, why })),
          dependencies: one.dependencies
            .slice(0, 40)
            .map(({ name, scope }) => `${name} (${scope})`),
          notes: one.notes,
          derivation: one.nix,
        },
        undefined,
        1,
      ),
    })),
    request: 'Explain the derivation, and what is left for the person to do.',
  };
}
