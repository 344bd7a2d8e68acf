import type { JudgedRule, Scan, Scanned } from '../../result.js';
import { exceptionText } from '../markdown.js';
import { countsText, sectionsOf, seenText } from '../sections.js';
import { Sheet } from './sheet.js';

/** The report as a PDF, for who prints it or files it. */
export async function pdfReport({ rules, count, machines }: Scan): Promise<Uint8Array> {
  const sheet = await Sheet.open(rules, 'nixai machines');
  sheet.write(rules, { size: 20, bold: true });
  sheet.write(`${count} rules. What nobody could look at is not known, and no pass.`, { above: 6 });
  for (const one of machines) machine(one, sheet);
  if (sheet.missed > 0)
    sheet.write(
      'Letters that the fonts of this file have not are named by their number, as U+4E2D: --save-to report.html has them as they are.',
      { soft: true, above: 18 },
    );
  return sheet.bytes(`nixai machines: ${rules}`);
}

function machine(one: Scanned, sheet: Sheet): void {
  const { open, agreed, undeclared, unknown, kept, outside } = sectionsOf(one);
  sheet.write(one.name, { size: 15, bold: true, above: 20, keep: 60 });
  sheet.write(`${countsText(one)}.`, { above: 4 });
  if (one.fault !== undefined) sheet.write(`It could not be asked: ${one.fault.what}.`);
  const from = one.configuration ?? `not read (${one.unread ?? 'nothing'})`;
  sheet.write(`Declared: ${from}. Known holes of packages: ${one.vulnerabilities}.`);
  section('Not kept', open);
  section('Agreed to', agreed);
  section('Kept, and declared otherwise', undeclared);
  section('Not known', unknown);
  short('Kept', kept);
  short('Not applicable', outside);

  function heading(title: string): void {
    sheet.write(title, { size: 12, bold: true, above: 14, keep: 40 });
  }

  function section(title: string, rules: readonly JudgedRule[]): void {
    if (rules.length === 0) return;
    heading(title);
    for (const rule of rules) {
      sheet.write(`${rule.severity}: ${rule.title}`, { bold: true, above: 7, keep: 40 });
      sheet.write(rule.rule, { code: true, size: 9, indent: 12 });
      sheet.write(seenText(rule), { indent: 12 });
      sheet.write(rule.why, { indent: 12, soft: true });
      if (rule.exception !== undefined) sheet.write(exceptionText(rule.exception), { indent: 12 });
      if (rule.fix !== undefined) sheet.write(rule.fix, { indent: 12, code: true, size: 9 });
    }
  }

  function short(title: string, rules: readonly JudgedRule[]): void {
    if (rules.length === 0) return;
    heading(title);
    sheet.write(rules.map(({ rule }) => rule).join(', '), { above: 4, size: 9 });
  }
}
