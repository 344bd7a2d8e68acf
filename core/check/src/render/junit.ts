import type { CheckFinding, CheckReport } from '@nixai/api';
import { escapeMarkup } from '@nixai/api/page';
import { shownPath } from './shownPath.js';

/**
 * The report as JUnit's XML, which GitLab, Jenkins and others show as tests: a file is a suite, a finding
 * a test that failed, a note one that was skipped, and a file with none a test that passed.
 */
export function toJunit({ findings, files }: CheckReport): string {
  const suites = [...new Set([...files, ...findings.map(({ file }) => file)])].sort().map((file) =>
    suite(
      file,
      findings.filter((finding) => finding.file === file),
    ),
  );
  const failed = findings.filter(({ severity }) => severity !== 'note').length;
  const tests = suites.reduce((sum, { count }) => sum + count, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="nixai check" tests="${tests}" failures="${failed}">`,
    ...suites.map(({ text }) => text),
    '</testsuites>',
  ].join('\n');
}

function suite(file: string, findings: readonly CheckFinding[]) {
  const name = escaped(shownPath(file));
  const failed = findings.filter(({ severity }) => severity !== 'note').length;
  const cases =
    findings.length === 0
      ? [`    <testcase classname="${name}" name="check"/>`]
      : findings.map((finding) => testcase(name, finding));
  const skipped = findings.length - failed;
  return {
    count: cases.length,
    text: [
      `  <testsuite name="${name}" tests="${cases.length}" failures="${failed}" skipped="${skipped}">`,
      ...cases,
      '  </testsuite>',
    ].join('\n'),
  };
}

function testcase(name: string, finding: CheckFinding): string {
  const { rule, severity, message, why, hint, line, column } = finding;
  const head = `    <testcase classname="${name}" name="${escaped(`${rule} ${line}:${column}`)}">`;
  const text = escaped([message, why, hint].filter((part) => part !== undefined).join('\n'));
  const body =
    severity === 'note'
      ? `      <skipped message="${escaped(message)}"/>`
      : `      <failure type="${severity}" message="${escaped(message)}">${text}</failure>`;
  return [head, body, '    </testcase>'].join('\n');
}

/** In an attribute, where the end of a line would become a space. */
const escaped = (text: string): string => escapeMarkup(text).replaceAll('\n', '&#10;');
