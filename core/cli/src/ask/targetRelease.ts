import { readFile } from 'node:fs/promises';
import type { Host } from '@nixai/api';
import { releaseAtHand } from '@nixai/docs';
import { releaseInQuestion } from '@nixai/docs/topics';
import type { MachineFacts } from './result.js';

/**
 * The release that an answer is for: the one that the question names, that of the configuration it
 * is about, of the system that this runs on, or of the option set at hand. Undefined where none is
 * known: then the calendar's newest stable one is meant.
 */
export async function targetRelease(
  question: string,
  machine: MachineFacts | undefined,
  host: Host,
): Promise<string | undefined> {
  return (
    releaseInQuestion(question) ??
    machine?.release ??
    (await runningRelease()) ??
    releaseAtHand(host)
  );
}

/** What this system says that it is; undefined where it is no NixOS. */
async function runningRelease(): Promise<string | undefined> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (!/^ID=nixos$/m.test(text)) return undefined;
  return /^VERSION_ID="?(\d\d\.\d\d)/m.exec(text)?.[1];
}
