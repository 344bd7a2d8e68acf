import { machine, platform } from 'node:os';

/** The kind of this machine as Nix names it: `x86_64-linux`. */
export const thisPlatform = (): string => `${machine().replace('arm64', 'aarch64')}-${platform()}`;
