import type { ProcessRunner } from '@nixai/api';
import { runPipeline } from './pipeline.js';
import { run } from './run.js';
import { runAtTerminal } from './runAtTerminal.js';
import { start } from './start.js';
import { which } from './which.js';

/** The one place where external programs are started. */
export function createProcessRunner(): ProcessRunner {
  return { run, start, atTerminal: runAtTerminal, pipeline: runPipeline, which };
}
