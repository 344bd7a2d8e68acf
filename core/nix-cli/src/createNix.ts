import type { HostWith, HttpClient, Nix, NixOptions, NixTarget, ProcessRunner } from '@nixai/api';
import { build } from './build/build.js';
import { chains } from './closure/chains.js';
import { derivation, derivations } from './derivation.js';
import { evaluate, printed } from './evaluate.js';
import { flakeMetadata } from './flakeMetadata.js';
import { log } from './log.js';
import { narinfo } from './narinfo.js';
import { pathInfo } from './pathInfo/pathInfo.js';
import { createProgram } from './program.js';
import { settings } from './settings.js';
import { createVersion } from './version.js';
import { withoutFilters } from './withoutFilters.js';

const usualChains = 10;

/** The programs of Nix. */
export function createNix(host: HostWith<ProcessRunner | HttpClient>): Nix {
  const program = createProgram(host);
  const careful = async <Options extends NixOptions>(target: NixTarget, options: Options) => ({
    ...options,
    env: await withoutFilters(host, target, options),
  });
  return {
    version: createVersion(host),
    eval: async (target, options) => evaluate(program, target, await careful(target, options)),
    print: async (target, options) => printed(program, target, await careful(target, options)),
    build: (targets, options) => build(program, targets, options),
    log: (target, options) => log(program, target, options),
    derivation: async (target, options) =>
      derivation(program, target, await careful(target, options)),
    derivations: async (target, options) =>
      derivations(program, target, await careful(target, options)),
    settings: (options) => settings(program, options),
    pathInfo: (paths, options) => pathInfo(program, paths, options),
    async why(from, to, { most = usualChains, ...options }) {
      const infos = await pathInfo(program, [from], { ...options, closure: true });
      const references = new Map(infos.map((info) => [info.path, info.references]));
      return chains(references, from, to, most);
    },
    narinfo: (cache, path, signal) => narinfo(host, cache, path, signal),
    flakeMetadata: async (flake, options) =>
      flakeMetadata(program, flake, await careful({ flake }, options)),
  };
}
