#!/usr/bin/env node
// `npm audit --omit=dev`, for continuous integration: `npm run audit`. Ends with 1 where what is
// shipped has an advisory of severity high or critical. Where nobody can be asked it ends with 0 and
// says NOT AUDITED: a registry without advisories is no fault of the code, and no audit either. With
// --required, as before a release, that is a failure too.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** npm's report; `unanswered` says why there is none. */
function report(cwd) {
  // Offline npm finds nothing at all and calls that a success.
  const fixed = ['--omit=dev', '--package-lock-only', '--json', '--audit', '--offline=false'];
  const argv = ['audit', ...fixed, '--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
  const { stdout, error } = spawnSync('npm', argv, { cwd, encoding: 'utf8', maxBuffer: 64 << 20 });
  if (error !== undefined) throw error;
  const said = JSON.parse(stdout);
  if (said.vulnerabilities !== undefined) return said;
  // Those with a code are about the lock, not about who was asked.
  if (said.error?.code !== undefined) throw new Error(`npm audit: ${said.error.summary}`);
  return { unanswered: said.message ?? 'no report' };
}

/** A package with an advisory that everybody who has any has: https://github.com/advisories/GHSA-vh95-rmgr-6w4m */
function askedInVain() {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-audit-'));
  try {
    const known = { minimist: '0.0.8' };
    const packages = { '': { dependencies: known }, 'node_modules/minimist': { version: '0.0.8' } };
    const lock = { name: 'control', version: '1.0.0', lockfileVersion: 3, packages };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...lock, dependencies: known }));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    const { unanswered, vulnerabilities } = report(folder);
    if (unanswered !== undefined) return unanswered;
    return 'minimist' in vulnerabilities ? undefined : 'the registry knows no advisories';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const why = askedInVain();
const { unanswered = why, vulnerabilities = {} } = why === undefined ? report(root) : {};
if (unanswered !== undefined) {
  process.stdout.write(`NOT AUDITED: ${unanswered}\n`);
  if (process.argv.includes('--required')) process.exitCode = 1;
} else {
  const all = Object.values(vulnerabilities);
  const grave = all.filter(({ severity }) => severity === 'high' || severity === 'critical');
  for (const { name, severity, range } of all)
    process.stdout.write(`${severity}: ${name} ${range}\n`);
  process.stdout.write(`audited: ${all.length} advisories, ${grave.length} high or critical\n`);
  process.exitCode = grave.length > 0 ? 1 : 0;
}
