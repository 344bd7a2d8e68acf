/**
 * Options that are there without being in a set: those that modules mark as internal or invisible
 * (nixpkgs and Home Manager, `internal = true`, `visible = false`) and people define all the same; and those of Home Manager's bridge, which stand in neither set.
 */
const undocumented =
  /^(?:assertions|warnings|lib|_module|meta|passthru|system\.build|system\.nixos|environment\.extraSetup|security\.pam\.services\.[^.]+\.(?:text|enable)|nixpkgs\.(?:config|overlays|system|localSystem|crossSystem)|dconf\.enable|services\.dbus\.enable|home-manager\.(?:backupCommand|backupFileExtension|enableLegacyProfileManagement|extraSpecialArgs|minimal|overwriteBackup|sharedModules|startAsUserService|useGlobalPkgs|users|useUserPackages|verbose))(?:\.|$)/;

export const isUndocumented = (name: string): boolean => undocumented.test(name);
