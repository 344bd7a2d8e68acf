import type { OptionSet } from '@nixai/api';

/**
 * Options that are there without being in an option set. A set (`options.json`) leaves out what a
 * module marks `internal = true` or `visible = false`, and what is declared by modules that are not
 * in nixpkgs' list of modules and are imported by their path.
 */

/** Of every module (nixpkgs, lib/modules.nix and nixos/modules/misc). */
const ofAll = ['_module', 'assertions', 'lib', 'meta', 'passthru', 'warnings'];

/** Marked internal or invisible in nixos/modules, and defined by people all the same. */
const internalToNixos = [
  'boot.bootspec',
  'boot.initrd.luks.devices.*.crypttabExtraOpts',
  'boot.initrd.luks.forceLuksSupportInInitrd',
  'boot.kernel.features',
  'environment.extraSetup',
  'fonts.fontconfig.confPackages',
  'hardware.graphics.package',
  'hardware.graphics.package32',
  'hardware.opengl.package',
  'hardware.opengl.package32',
  'networking.proxy.envVars',
  'nixpkgs.config',
  'nixpkgs.crossSystem',
  'nixpkgs.initialSystem',
  'nixpkgs.localSystem',
  'nixpkgs.overlays',
  'nixpkgs.system',
  'security.wrapperDir',
  'services.lvm.package',
  'system.modulesTree',
  'security.pam.services.*.enable',
  'security.pam.services.*.name',
  'security.pam.services.*.rules',
  'security.pam.services.*.text',
  'services.dbus.enable',
  'services.displayManager.environment',
  'services.displayManager.execCmd',
  'services.displayManager.sessionData',
  'services.graphical-desktop.enable',
  'services.xserver.desktopManager.session',
  'services.xserver.displayManager.job',
  'services.xserver.displayManager.session',
  'services.xserver.displayManager.xserverArgs',
  'services.xserver.displayManager.xserverBin',
  'services.xserver.drivers',
  'services.xserver.modules',
  'services.xserver.videoDriver',
  'services.xserver.windowManager.session',
  'system.build',
  'system.checks',
  'system.disableInstallerTools',
  'system.extraSystemBuilderCmds',
  'system.fsPackages',
  'system.nixos',
  'system.path',
  'system.requiredKernelConfig',
  'system.systemBuilderArgs',
  'system.systemBuilderCommands',
  'systemd.network.units',
  'systemd.services.*.runner',
  'systemd.units',
  'systemd.user.units',
];

/**
 * Whatever the program's own file takes, in modules that got `settings` after the set was made: it has
 * only the names that other options were renamed to.
 */
const settingsOfLaterNixos = ['postfix', 'logind', 'resolved']
  .map((service) => `services.${service}.settings`)
  .concat('systemd.settings');

/** Marked internal or invisible in nix-darwin's modules. */
const internalToDarwin = [
  ...['environment.extraSetup', 'ids', 'nix.envVars', 'nixpkgs', 'programs.tmux.tmuxOptions'],
  ...['programs.vim.package', 'programs.vim.vimOptions', 'services.postgresql.superUser'],
  ...['activationScripts', 'build', 'checks', 'keyboard.userKeyMapping', 'maxStateVersion'].map(
    (name) => `system.${name}`,
  ),
  ...['nvram.variables', 'path', 'primaryUserHome', 'requiresPrimaryUser'].map(
    (name) => `system.${name}`,
  ),
  ...['systemBuilderArgs', 'systemBuilderCommands', 'tools.enable'].map((name) => `system.${name}`),
  ...['users.gids', 'users.uids', 'launchd.agents.*.managedBy', 'launchd.daemons.*.managedBy'],
  'launchd.user.agents.*.managedBy',
  ...['environment.etc.*.knownSha256Hashes', 'homebrew.global.lockfiles', 'homebrew.global.noLock'],
];

/** The same in Home Manager, and its bridge to NixOS, which is in neither set. */
const internalToHomeManager = [
  'accounts.email.accounts.*.maildir.absPath',
  'dconf.enable',
  'home-manager.backupCommand',
  'home-manager.backupFileExtension',
  'home-manager.enableLegacyProfileManagement',
  'home-manager.extraSpecialArgs',
  'home-manager.minimal',
  'home-manager.overwriteBackup',
  'home-manager.sharedModules',
  'home-manager.startAsUserService',
  'home-manager.useGlobalPkgs',
  'home-manager.useUserPackages',
  'home-manager.users',
  'home-manager.verbose',
  'nixpkgs.config',
  'nixpkgs.overlays',
  'nixpkgs.system',
  'home.activationGenerateGcRoot',
  'home.activationPackage',
  'home.emptyActivationPath',
  'home.extraActivationPath',
  'home.extraBuilderCommands',
  'home.extraProfileCommands',
  'home.path',
  'home.profileDirectory',
  'home.sessionVariablesExtra',
  'home.sessionVariablesPackage',
  'home.version',
  'home-files',
  'i18n.inputMethod.package',
  'mozilla',
  'news.entries',
  'nix.enable',
  'nix.registryVersion',
  'nix.useXdg',
  'programs.*.finalPackage',
  'programs.fish.sessionVariablesPackage',
  'programs.git.iniContent',
  'programs.mblaze.accountDirs',
  'programs.mercurial.iniContent',
  'programs.msmtp.extraAccounts',
  'programs.msmtp.extraConfig',
  'programs.sapling.iniContent',
  'programs.thunderbird.darwinSetupWarning',
  'programs.thunderbird.profileVersion',
  'submoduleSupport',
  'xfconf.enable',
  'xsession.importedVariables',
  'xsession.trayTarget',
];

/** Made by a function for each browser (modules/programs/chromium.nix, firefox/mkFirefoxModule.nix). */
const browsersOfHomeManager = [
  ...['brave', 'brave-origin', 'google-chrome', 'google-chrome-beta', 'google-chrome-dev'].map(
    (name) => `programs.${name}`,
  ),
  ...['programs.microsoft-edge', 'programs.vivaldi'],
  ...['firefox', 'floorp', 'librewolf'].flatMap((name) =>
    ['configPath', 'vendorPath'].map((option) => `programs.${name}.${option}`),
  ),
];

/** Declared by modules below `modulesPath` that no machine has unless it imports them. */
const byModulesPath = [
  // installer/cd-dvd, installer/sd-card, installer/netboot, installer/tools, image
  ...['isoImage', 'sdImage', 'netboot', 'installer', 'image', 'tarball'],
  // virtualisation: images of clouds and hypervisors
  ...['amazonImage', 'ec2', 'hyperv', 'lxc', 'openstack', 'openstackImage', 'oci', 'proxmox'],
  ...['proxmoxLXC', 'virtualbox', 'vmware', 'kubevirt', 'cloudstack', 'docker'],
  ...['azure', 'azureImage', 'digitalOcean', 'digitalOceanImage', 'googleComputeImage'].map(
    (name) => `virtualisation.${name}`,
  ),
  ...['linodeImage', 'lxc', 'scaleway', 'vultr'].map((name) => `virtualisation.${name}`),
  // virtualisation/qemu-vm.nix
  ...[
    ...['additionalPaths', 'bios', 'bootDevice', 'bootLoaderDevice', 'bootPartition', 'cores'],
    ...['credentials', 'directBoot', 'diskImage', 'diskSize', 'efi', 'emptyDiskImages'],
    ...['fileSystems', 'forwardPorts', 'graphics', 'host', 'interfaces', 'memorySize'],
    ...['mountHostNixStore', 'msize', 'qemu', 'resolution', 'restrictNetwork', 'rootDevice'],
    ...['sharedDirectories', 'tpm', 'useBIOSBoot', 'useBootLoader', 'useDefaultFilesystems'],
    ...['useEFIBoot', 'useHostCerts', 'useNixStoreImage', 'useSecureBoot', 'vlans'],
    ...['writableStore', 'writableStoreUseTmpfs'],
  ].map((name) => `virtualisation.${name}`),
];

/** The bridge of Home Manager is in neither set, and belongs to NixOS and nix-darwin. */
const bridge = internalToHomeManager.filter((path) => path.startsWith('home-manager.'));
const paths: Readonly<Record<OptionSet, readonly string[]>> = {
  nixos: [...ofAll, ...internalToNixos, ...settingsOfLaterNixos, ...bridge, ...byModulesPath],
  'home-manager': [
    ...ofAll,
    ...internalToHomeManager.filter((path) => !bridge.includes(path)),
    ...browsersOfHomeManager,
  ],
  'nix-darwin': [...ofAll, ...bridge, ...internalToDarwin],
};

const patternOf = (names: readonly string[]): RegExp =>
  new RegExp(
    `^(?:${names.map((name) => name.replaceAll('.', '\\.').replace('*', '(?:"[^"]*"|[^.]+)')).join('|')})(?:\\.|$)`,
  );

const patterns: Readonly<Record<OptionSet, RegExp>> = {
  nixos: patternOf(paths.nixos),
  'home-manager': patternOf(paths['home-manager']),
  'nix-darwin': patternOf(paths['nix-darwin']),
};

/** The part of a path that is an option which no set lists; undefined where there is none. */
export const hiddenOption = (set: OptionSet, path: string): string | undefined =>
  patterns[set].exec(path)?.[0].replace(/\.$/, '');

/** Whether such options lie below a path, which is none itself: `home-manager`. */
export const isAboveHidden = (set: OptionSet, path: string): boolean =>
  paths[set].some((name) => name.startsWith(`${path}.`));
