/** A module of another project: what its options begin with, and where it is had. */
export interface ThirdPartyModule {
  readonly name: string;
  readonly url: string;
  /** The module's output, for NixOS or for Home Manager. */
  readonly output: string;
}

/** Options that no release of NixOS or Home Manager declares, by how they begin. */
const modules: readonly (readonly [RegExp, ThirdPartyModule])[] = [
  [/^disko\./, { name: 'disko', url: 'github:nix-community/disko', output: 'nixosModules.disko' }],
  [/^sops\./, { name: 'sops-nix', url: 'github:Mic92/sops-nix', output: 'nixosModules.sops' }],
  [/^age\./, { name: 'agenix', url: 'github:ryantm/agenix', output: 'nixosModules.default' }],
  [
    /^home-manager(?:\.|$)/,
    {
      name: 'home-manager',
      url: 'github:nix-community/home-manager',
      output: 'nixosModules.home-manager',
    },
  ],
  [
    /^stylix(?:\.|$)/,
    { name: 'stylix', url: 'github:nix-community/stylix', output: 'nixosModules.stylix' },
  ],
  [
    /^catppuccin(?:\.|$)/,
    { name: 'catppuccin', url: 'github:catppuccin/nix', output: 'nixosModules.catppuccin' },
  ],
  [
    /^programs\.nvf(?:\.|$)/,
    { name: 'nvf', url: 'github:NotAShelf/nvf', output: 'nixosModules.default' },
  ],
  [
    /^programs\.nixvim(?:\.|$)/,
    { name: 'nixvim', url: 'github:nix-community/nixvim', output: 'nixosModules.nixvim' },
  ],
  [
    /^boot\.lanzaboote(?:\.|$)/,
    {
      name: 'lanzaboote',
      url: 'github:nix-community/lanzaboote',
      output: 'nixosModules.lanzaboote',
    },
  ],
  [
    /^environment\.persistence(?:\.|$)/,
    {
      name: 'impermanence',
      url: 'github:nix-community/impermanence',
      output: 'nixosModules.impermanence',
    },
  ],
  [
    /^programs\.spicetify(?:\.|$)/,
    { name: 'spicetify-nix', url: 'github:Gerg-L/spicetify-nix', output: 'nixosModules.default' },
  ],
  [
    /^services\.flatpak\.(?:packages|remotes|update|uninstallUnmanaged)(?:\.|$)/,
    { name: 'nix-flatpak', url: 'github:gmodena/nix-flatpak', output: 'nixosModules.nix-flatpak' },
  ],
  [
    /^programs\.plasma(?:\.|$)/,
    {
      name: 'plasma-manager',
      url: 'github:nix-community/plasma-manager',
      output: 'homeManagerModules.plasma-manager',
    },
  ],
  [
    /^services\.vscode-server(?:\.|$)/,
    {
      name: 'vscode-server',
      url: 'github:nix-community/nixos-vscode-server',
      output: 'nixosModules.default',
    },
  ],
  [
    /^wsl(?:\.|$)/,
    { name: 'nixos-wsl', url: 'github:nix-community/NixOS-WSL', output: 'nixosModules.default' },
  ],
  [
    /^microvm(?:\.|$)/,
    { name: 'microvm', url: 'github:microvm-nix/microvm.nix', output: 'nixosModules.microvm' },
  ],
  [
    /^musnix(?:\.|$)/,
    { name: 'musnix', url: 'github:musnix/musnix', output: 'nixosModules.musnix' },
  ],
  [
    /^jovian(?:\.|$)/,
    {
      name: 'jovian',
      url: 'github:Jovian-Experiments/Jovian-NixOS',
      output: 'nixosModules.default',
    },
  ],
];

/**
 * Whether the module is there: of what nobody declares, only the shortest name is reported, so that a longer one says
 * that what stands before it is declared.
 */
export function isLoaded(reported: string): boolean {
  const outer = reported.split('.').slice(0, -1).join('.');
  return modules.some(([begin]) => begin.test(outer) || begin.test(`${outer}.`));
}

/** The module that declares an option, if it is one of those that people forget to import. */
export function declaredElsewhere(option: string): ThirdPartyModule | undefined {
  return modules.find(([begin]) => begin.test(option) || begin.test(`${option}.`))?.[1];
}

/** The module of a project, by the name that its channel or input has. */
export function moduleCalled(name: string): ThirdPartyModule | undefined {
  return modules.find(([, module]) => module.name === name)?.[1];
}
