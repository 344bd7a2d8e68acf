import { outputSets } from '../read/outputBindings.js';
import { editDistance } from '@nixai/language';
import { staticName } from '@nixai/nix';
import type { Fault, FlakeRule } from './rule.js';
import { nearest } from './shared/nearest.js';

/** What Nix itself knows, and what tools around it read. */
const known: readonly string[] = [
  ...['packages', 'legacyPackages', 'devShells', 'apps', 'checks', 'formatter', 'bundlers'],
  ...['overlays', 'nixosModules', 'nixosConfigurations', 'templates', 'hydraJobs'],
  ...['homeModules', 'homeConfigurations', 'darwinModules', 'darwinConfigurations'],
  ...[
    'homeManagerModules',
    'flakeModules',
    'flakeModule',
    'nixopsConfigurations',
    'nixDarwinModules',
  ],
  ...['colmenaHive', 'herculesCI', 'githubActions'],
  ...['defaultPackage', 'devShell', 'defaultApp', 'defaultBundler', 'overlay', 'nixosModule'],
  ...[
    'defaultTemplate',
    'homeManagerModule',
    'darwinModule',
    'systemConfigs',
    'nixOnDroidConfigurations',
  ],
];

/** Names of outputs that are words of a language: another word near to one, as `schemes`, is a name of its own. */
const words: readonly string[] = ['lib', 'schemas', 'deploy', 'colmena', 'ciJobs', 'effects', 'om'];

/**
 * `hjemModules` beside `homeModules`: tools call their outputs after themselves, so a name that ends as
 * these do is no slip of the keyboard, unless it has the same letters or one that is another.
 */
function isOfATool(name: string, meant: string): boolean {
  const letters = (word: string): string => [...word.toLowerCase()].sort().join('');
  return (
    /(?:Modules|Configurations)$/.test(name) &&
    letters(name) !== letters(meant) &&
    editDistance(name.toLowerCase(), meant.toLowerCase(), 1) > 1
  );
}

/** `nixosConfiguration`, `devShels` */
export const unknownOutput: FlakeRule = {
  id: 'unknown-output',
  severity: 'warning',
  why: 'What no tool looks for is there for nobody.',
  find: (flake) =>
    outputSets(flake).flatMap(({ set }) =>
      set.bindings.flatMap((one): Fault[] => {
        const [attribute] = one.kind === 'binding' ? one.path.attributes : [];
        const name = attribute === undefined ? undefined : staticName(attribute);
        // `lib` is short, and near to much.
        if (attribute === undefined || name === undefined || name.length < 5) return [];
        if (known.includes(name) || words.includes(name)) return [];
        const meant = nearest(name, known);
        if (meant === undefined || isOfATool(name, meant)) return [];
        const taken = set.bindings.some(
          (other) => other.kind === 'binding' && staticName(other.path.attributes[0]!) === meant,
        );
        return [
          {
            message: `unknown flake output '${name}'`,
            at: attribute.start,
            ...(taken
              ? { hint: `there is ${meant} beside it` }
              : { edits: [{ start: attribute.start, end: attribute.end, text: meant }] }),
          },
        ];
      }),
    ),
};
