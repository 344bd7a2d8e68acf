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
  const first = await Promise.all(findings.slice(0, most).map((one) => enrich(host, one)));
  return { ...result, findings: [...first, ...findings.slice(most)] };
}

/** What a log says is shown at terminals and in CI, where others read it. */
function withoutSecrets(finding: Finding, redactLines: (text: string) => string): Finding {
  const { excerpt } = finding;
  const lines = redactLines(excerpt.map(({ text }) => text).join('\n')).split('\n');
  return { ...finding, excerpt: excerpt.map((line, at) => ({ ...line, text: lines[at] ?? '' })) };
}

async function enrich(host: Host, finding: Finding): Promise<Finding> {
  const folders = [process.cwd(), await host.config.get('nixos_folder')];
  const { redactLines } = await host.service(redactor);
  const source = await sourceLines(finding.at, folders, redactLines);
  const known = await optionsKnown(host, finding);
  const placed = source === undefined ? known : { ...known, source };
  return withMachine(host, await withFreeSpace(placed));
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
