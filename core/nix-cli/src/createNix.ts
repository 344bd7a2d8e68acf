import type { HostWith, HttpClient, Nix, ProcessRunner } from '@nixai/api';
import { build } from './build/build.js';
import { chains } from './closure/chains.js';
import { derivation } from './derivation.js';
import { evaluate, printed } from './evaluate.js';
import { flakeMetadata } from './flakeMetadata.js';
import { log } from './log.js';
import { narinfo } from './narinfo.js';
import { pathInfo } from './pathInfo/pathInfo.js';
import { createProgram } from './program.js';
import { createVersion } from './version.js';

const usualChains = 10;

/** The programs of Nix. */
export function createNix(host: HostWith<ProcessRunner | HttpClient>): Nix {
  const program = createProgram(host);
  return {
    version: createVersion(host),
    eval: (target, options) => evaluate(program, target, options),
    print: (target, options) => printed(program, target, options),
    build: (targets, options) => build(program, targets, options),
    log: (target, options) => log(program, target, options),
    derivation: (target, options) => derivation(program, target, options),
    pathInfo: (paths, options) => pathInfo(program, paths, options),
    async why(from, to, { most = usualChains, ...options }) {
      const infos = await pathInfo(program, [from], { ...options, closure: true });
      const references = new Map(infos.map((info) => [info.path, info.references]));
      return chains(references, from, to, most);
    },
    narinfo: (cache, path, signal) => narinfo(host, cache, path, signal),
    flakeMetadata: (flake, options) => flakeMetadata(program, flake, options),
  };
}
