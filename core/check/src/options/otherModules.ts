import { isSlip } from '../slip.js';

/**
 * Options of modules that neither nixpkgs, Home Manager nor nix-darwin has, and that many people
 * import: where a set lacks such a name, that says nothing of it. Each with its project.
 */
const modules: Readonly<Record<string, string>> = {
  age: 'agenix',
  'boot.lanzaboote': 'lanzaboote',
  catppuccin: 'catppuccin/nix',
  chaotic: 'chaotic-cx/nyx',
  clan: 'clan-core',
  colorScheme: 'nix-colors',
  deployment: 'colmena',
  disko: 'disko',
  'environment.persistence': 'impermanence',
  'hardware.asahi': 'nixos-apple-silicon',
  'hardware.raspberry-pi': 'nixos-hardware',
  hjem: 'hjem',
  'home.persistence': 'impermanence',
  jovian: 'Jovian-NixOS',
  mailserver: 'simple-nixos-mailserver',
  microvm: 'microvm.nix',
  musnix: 'musnix',
  nixarr: 'nixarr',
  preservation: 'preservation',
  'programs.ags': 'ags',
  'programs.dankMaterialShell': 'DankMaterialShell',
  'programs.hyprland.plugins': 'hyprland',
  'programs.niri': 'niri-flake',
  'programs.nix-index-database': 'nix-index-database',
  'programs.noctalia-shell': 'noctalia',
  'programs.nixcord': 'nixcord',
  'programs.nixvim': 'nixvim',
  'programs.nvf': 'nvf',
  'programs.plasma': 'plasma-manager',
  'programs.spicetify': 'spicetify-nix',
  'programs.zen-browser': 'zen-browser-flake',
  'services.comin': 'comin',
  'services.flatpak': 'nix-flatpak',
  'services.minecraft-servers': 'nix-minecraft',
  'services.pipewire.lowLatency': 'nix-gaming',
  'programs.steam.platformOptimizations': 'nix-gaming',
  'services.proxmox-ve': 'proxmox-nixos',
  'services.vscode-server': 'nixos-vscode-server',
  'services.xremap': 'xremap-flake',
  sops: 'sops-nix',
  srvos: 'srvos',
  stylix: 'Stylix',
  topology: 'nix-topology',
  'virtualisation.arion': 'arion',
  'virtualisation.libvirt': 'NixVirt',
  wsl: 'NixOS-WSL',
};

/** The project whose module declares a path, where it is one that many people import. */
export function otherModuleOf(path: readonly (string | undefined)[]): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const project = modules[path.slice(0, length).join('.')];
    if (project !== undefined) return project;
  }
  return undefined;
}

/** What Home Manager's module declares in the machine's configuration; no option set has these. */
const homeModule = [
  'backupFileExtension',
  'extraSpecialArgs',
  'sharedModules',
  'useGlobalPkgs',
  'useUserPackages',
];

/** `home-manager.useGlobalPackages`: one of the two has the short word, and one has the long one. */
export function meantInHomeModule([first, name = '', more]: readonly string[]): string[] {
  if (first !== 'home-manager' || more !== undefined) return [];
  const short = (one: string) => one.replace('Packages', 'Pkgs');
  return homeModule
    .filter((one) => isSlip(short(one), short(name)))
    .map((one) => `home-manager.${one}`);
}
