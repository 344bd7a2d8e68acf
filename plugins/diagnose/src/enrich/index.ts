import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { redactor, type Host } from '@nixai/api';
import type { Finding } from '../engine/finding.js';
import type { DiagnosisResult } from '../diagnosis/result.js';
import { withFreeSpace } from './freeSpace.js';
import { withMachine } from './machine.js';
import { sourceLines } from './sourceLines.js';

const most = 10;

/** Adds to the first findings what this machine knows: options, the named file, free space, units. */
export async function enriched(host: Host, result: DiagnosisResult): Promise<DiagnosisResult> {
  const { redactLines } = await host.service(redactor);
  const findings = result.findings.map((one) => withoutSecrets(one, redactLines));
  const here = isThisMachine(result);
  const first = await Promise.all(findings.slice(0, most).map((one) => enrich(host, one, here)));
  return { ...result, findings: [...first, ...findings.slice(most)] };
}

/** What a log says is shown at terminals and in CI, where others read it. */
function withoutSecrets(finding: Finding, redactLines: (text: string) => string): Finding {
  const { excerpt, culprit, message, fixes } = finding;
  const lines = redactLines(excerpt.map(({ text }) => text).join('\n')).split('\n');
  return {
    ...finding,
    culprit: redactLines(culprit),
    message: redactLines(message),
    fixes: fixes.map((fix) => ({
      ...fix,
      title: redactLines(fix.title),
      ...(fix.code === undefined ? {} : { code: redactLines(fix.code) }),
    })),
    excerpt: excerpt.map((line, at) => ({ ...line, text: lines[at] ?? '' })),
  };
}

/** Whether the log is of this machine: by the name in it, or by a derivation that lies in this store. */
function isThisMachine({ origin, builds }: DiagnosisResult): boolean {
  if (origin.host !== undefined) return origin.host === hostname();
  return builds.some(({ path }) => existsSync(path));
}

async function enrich(host: Host, finding: Finding, here: boolean): Promise<Finding> {
  const folders = [process.cwd(), await host.config.get('nixos_folder')];
  const { redactLines } = await host.service(redactor);
  const source = await sourceLines(finding.at, folders, redactLines);
  const known = await optionsKnown(host, finding);
  const placed = source === undefined ? known : { ...known, source };
  // What is free or running here says nothing of a log from elsewhere.
  return here || source !== undefined ? withMachine(host, await withFreeSpace(placed)) : placed;
}

/** What the option sets say; without them the finding stands as it is. */
async function optionsKnown(host: Host, finding: Finding): Promise<Finding> {
  if (finding.options === undefined) return finding;
  try {
    return await (await import('./options.js')).withOptions(host, finding);
  } catch (error) {
    host.log.debug(`options were not looked up: ${String(error)}`);
    return finding;
  }
}
