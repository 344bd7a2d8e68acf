/** The systems that a flake is written for where nothing else is said: those that nixpkgs builds. */
export const systems = [
  'x86_64-linux',
  'aarch64-linux',
  'x86_64-darwin',
  'aarch64-darwin',
] as const;
