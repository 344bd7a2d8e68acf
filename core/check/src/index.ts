import type { Checker, CheckFinding, CheckReport, Host, View } from '@nixai/api';
import type { FixResult } from './fix/runFixes.js';
import type { CheckHost } from './host.js';
import type { WholeReport } from './render/summary.js';

/** The door of the checker. What parses Nix is loaded when something is checked. */
export async function createChecker(host: CheckHost): Promise<Checker> {
  return (await import('./check.js')).createChecker(host);
}

/** Core's rules of practice, given through the same door as a plugin's. */
export function registerCheckRules(host: Host): void {
  host.checkRules.add(
    'practice',
    async () => (await import('./practice/rules/index.js')).practiceRules,
  );
}

/**
 * The report as a compiler shows it.
 * @param texts those that are no files.
 * @param full notes too, each with its line.
 */
export async function renderReport(
  report: WholeReport,
  view: View,
  texts: ReadonlyMap<string, string>,
  full = false,
): Promise<string> {
  return (await import('./render/text.js')).renderReport(report, view, texts, full);
}

/** The report as SARIF 2.1.0. */
export async function toSarif(report: CheckReport, version: string): Promise<unknown> {
  return (await import('./render/sarif.js')).toSarif(report, version);
}

/** The findings as annotations of GitHub Actions. */
export async function toGithub(report: CheckReport): Promise<string> {
  return (await import('./render/github.js')).toGithub(report);
}

/** The report as JUnit's XML. */
export async function toJunit(report: CheckReport): Promise<string> {
  return (await import('./render/junit.js')).toJunit(report);
}

/**
 * The report as one page of HTML.
 * @param texts those that are no files.
 */
export async function toHtml(
  report: CheckReport,
  texts: ReadonlyMap<string, string>,
  date: Date,
): Promise<string> {
  return (await import('./render/html.js')).toHtml(report, texts, date);
}

/** The report of the files alone that changed since a commit. */
export async function onlyChanged(
  host: Host,
  report: CheckReport,
  target: string,
  since: string | undefined,
): Promise<CheckReport> {
  const { changedFiles } = await import('./changedFiles.js');
  const files = [...new Set(report.findings.map(({ file }) => file))];
  const changed = await changedFiles(host, target, files, since);
  const findings = report.findings.filter(({ file }) => changed.has(file));
  // What a machine has besides is not told, so neither is its sum.
  return { ...report, findings, hosts: undefined };
}

/** What is written to the files of a configuration from now on. */
export async function changesIn(target: string, signal: AbortSignal) {
  return new (await import('./watch.js')).Changes(target, signal);
}

/** The fixes that are safe, and the verb that writes them. */
export async function prepareFixes(host: Host, target: string) {
  return (await import('./fix/runFixes.js')).prepareFixes(host, target);
}

/** What was mended, and what was not. */
export async function renderFixes(
  fix: FixResult,
  findings: readonly CheckFinding[],
): Promise<string> {
  return (await import('./render/fixes.js')).renderFixes(fix, findings);
}
export type { FixResult } from './fix/runFixes.js';
