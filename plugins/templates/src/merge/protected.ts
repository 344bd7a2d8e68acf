/**
 * What belongs to one machine or to one person: where a configuration says it already, a template
 * never says it anew.
 */
const kept: readonly RegExp[] = [
  /^(?:system|home)\.stateVersion$/,
  /^(?:fileSystems|swapDevices)(?:\.|$)/,
  /^boot\.loader\./,
  /^boot\.initrd\.luks\./,
  /^networking\.host(?:Name|Id)$/,
  /^nixpkgs\.hostPlatform(?:\.|$)/,
  /^users\.users\.[^.]+\.(?:hashedPassword|initialPassword|initialHashedPassword|password|hashedPasswordFile)$/,
  /^home\.(?:username|homeDirectory)$/,
];

/** Whether a path that a configuration gives stays as it is, whatever a template says. */
export const isProtected = (path: string): boolean => kept.some((one) => one.test(path));
