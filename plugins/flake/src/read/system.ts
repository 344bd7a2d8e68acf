const machines: Readonly<Record<string, string>> = {
  x64: 'x86_64',
  arm64: 'aarch64',
  ia32: 'i686',
};

/** The machine that this runs on, as Nix calls it: `x86_64-linux`. */
export const thisSystem = (): string =>
  `${machines[process.arch] ?? process.arch}-${process.platform === 'darwin' ? 'darwin' : 'linux'}`;
