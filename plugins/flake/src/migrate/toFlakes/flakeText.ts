import { attributeName, quoted } from '@nixai/nix';

/** A flake.nix for a configuration that has been there before. */
export interface NewFlake {
  readonly description: string;
  readonly inputs: readonly FlakeInput[];
  readonly systems: readonly FlakeSystem[];
}

export interface FlakeInput {
  readonly name: string;
  readonly url: string;
  readonly isFlake: boolean;
  /** The input `nixpkgs` of it is the flake's. */
  readonly followsNixpkgs: boolean;
  /** What stands above it. */
  readonly comment?: string;
}

/** A machine, or a home without one. */
export interface FlakeSystem {
  readonly kind: 'nixos' | 'home';
  readonly name: string;
  readonly entry: string;
  /** Where the configuration itself does not say it. */
  readonly system?: string;
  /** Whether modules of Home Manager take `inputs`. */
  readonly homeTakesInputs: boolean;
}

/** As nixfmt has it. */
export function flakeText({ description, inputs, systems }: NewFlake): string {
  const homes = systems.filter(({ kind }) => kind === 'home');
  const takes = ['nixpkgs', ...(homes.length > 0 ? ['home-manager'] : []), '...'];
  return `{
  description = ${quoted(description)};

  inputs = {
${inputs.map(inputText).join('\n')}
  };

  outputs =
    { ${takes.join(', ')} }@inputs:
    {
${systems.map(systemText).join('\n')}
    };
}
`;
}

function inputText({ name, url, isFlake, followsNixpkgs, comment }: FlakeInput): string {
  const above =
    comment === undefined
      ? ''
      : `${comment
          .split('\n')
          .map((line) => `    # ${line}\n`)
          .join('')}`;
  const key = attributeName(name);
  if (isFlake && !followsNixpkgs) return `${above}    ${key}.url = ${quoted(url)};`;
  const more = isFlake ? 'inputs.nixpkgs.follows = "nixpkgs";' : 'flake = false;';
  return `${above}    ${key} = {\n      url = ${quoted(url)};\n      ${more}\n    };`;
}

function systemText({ kind, name, entry, system, homeTakesInputs }: FlakeSystem): string {
  const file = `./${entry}`;
  if (kind === 'home')
    return `      homeConfigurations.${attributeName(name)} = home-manager.lib.homeManagerConfiguration {
        pkgs = nixpkgs.legacyPackages.${attributeName(system ?? 'x86_64-linux')};
        extraSpecialArgs = { inherit inputs; };
        modules = [ ${file} ];
      };`;
  const modules = homeTakesInputs
    ? `modules = [
          ${file}
          { home-manager.extraSpecialArgs = { inherit inputs; }; }
        ];`
    : `modules = [ ${file} ];`;
  return `      nixosConfigurations.${attributeName(name)} = nixpkgs.lib.nixosSystem {
${system === undefined ? '' : `        system = ${quoted(system)};\n`}        specialArgs = { inherit inputs; };
        ${modules}
      };`;
}
