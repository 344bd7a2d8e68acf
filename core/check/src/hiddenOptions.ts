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
  'security.pam.services.*.enable',
  'security.pam.services.*.name',
  'security.pam.services.*.rules',
  'security.pam.services.*.text',
  'services.dbus.enable',
  'services.displayManager.environment',
  'services.displayManager.execCmd',
  'services.displayManager.sessionData',
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

/** The same in Home Manager, and its bridge to NixOS, which is in neither set. */
const internalToHomeManager = [
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
  'home.activationPackage',
  'home.path',
  'home.profileDirectory',
  'submoduleSupport',
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

const paths = [...ofAll, ...internalToNixos, ...internalToHomeManager, ...byModulesPath];
const hidden = new RegExp(
  `^(?:${paths.map((path) => path.replaceAll('.', '\\.').replace('*', '[^.]+')).join('|')})(?:\\.|$)`,
);

/** Whether an option of that name is there although no set has it, or something below such a one. */
export const isHidden = (name: string): boolean => hidden.test(name);
