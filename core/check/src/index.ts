import type { Checker, CheckReport, Host, View } from '@nixai/api';
import type { FixResult } from './fix/runFixes.js';

/** The door of the checker. What parses Nix is loaded when something is checked. */
export async function createChecker(host: Host): Promise<Checker> {
  return (await import('./check.js')).createChecker(host);
}

/** Core's rules of practice, given through the same door as a plugin's. */
export function registerCheckRules(host: Host): void {
  host.checkRules.add(
    'practice',
    async () => (await import('./practice/rules/index.js')).practiceRules,
  );
}

/** The report as a compiler shows it; `texts` are those that are no files. */
export async function renderReport(
  report: CheckReport,
  view: View,
  texts: ReadonlyMap<string, string>,
): Promise<string> {
  return (await import('./render/text.js')).renderReport(report, view, texts);
}

/** The report as SARIF 2.1.0. */
export async function toSarif(report: CheckReport, version: string): Promise<unknown> {
  return (await import('./render/sarif.js')).toSarif(report, version);
}

/** The findings as annotations of GitHub Actions. */
export async function toGithub(report: CheckReport): Promise<string> {
  return (await import('./render/github.js')).toGithub(report);
}

/** The fixes that are safe, and the verb that writes them. */
export async function prepareFixes(host: Host, target: string) {
  return (await import('./fix/runFixes.js')).prepareFixes(host, target);
}

/** What was mended, and what was not. */
export async function renderFixes(fix: FixResult): Promise<string> {
  return (await import('./render/fixes.js')).renderFixes(fix);
}
export type { FixResult } from './fix/runFixes.js';
