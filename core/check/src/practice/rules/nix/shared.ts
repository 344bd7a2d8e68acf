export const caches = ['substituters', 'extra-substituters', 'trusted-substituters'].map(
  (name) => `nix.settings.${name}`,
);

export const manual = 'https://nix.dev/manual/nix/latest/command-ref/conf-file';
