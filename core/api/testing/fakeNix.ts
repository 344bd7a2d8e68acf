import { NixaiError, type Nix, type NixBuild } from '@nixai/api';

/**
 * A Nix of whose answers a test says what it needs; whatever else it is asked fails by name.
 * @example fakeNix({ version: async () => ({ version: '2.28.3', implementation: 'nix' }) })
 */
export function fakeNix(answers: Partial<Nix> = {}): Nix {
  const unscripted = (name: string): never => {
    throw new NixaiError({
      code: 'nix-failed',
      what: `nix was asked for "${name}", which this test does not answer`,
    });
  };
  return {
    version: async () => undefined,
    eval: async () => unscripted('eval'),
    print: async () => unscripted('print'),
    build: async (): Promise<NixBuild> => unscripted('build'),
    // eslint-disable-next-line require-yield -- it fails before the first line
    async *log() {
      unscripted('log');
    },
    derivation: async () => unscripted('derivation'),
    pathInfo: async () => unscripted('pathInfo'),
    why: async () => unscripted('why'),
    derivations: async () => unscripted('derivations'),
    settings: async () => unscripted('settings'),
    narinfo: async () => unscripted('narinfo'),
    flakeMetadata: async () => unscripted('flakeMetadata'),
    ...answers,
  };
}
