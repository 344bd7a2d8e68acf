// Packs the CLI once for all files of a run, which several processes share.
import { installCli } from './packed.js';

export function mochaGlobalSetup() {
  process.env.NIXAI_TEST_INSTALLED = installCli();
}
