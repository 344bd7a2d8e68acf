import type { OptionVerdict } from '@nixai/api';
import { unique, type Examination } from './examine.js';
import {
  findingInWords,
  inWords,
  isMissing,
  missingInWords,
  ofModulesIn,
  unprovenIn,
} from './words.js';

/**
 * The answer with every doubt marked where it stands, behind a name in prose and below a block; what
 * nothing at hand can tell is named at the end.
 */
export function mark(
  markdown: string,
  { options, blocks, mentions, risks }: Examination,
  against: string,
): string {
  const notes = new Map<number, string>();
  const told = new Set<string>();
  for (const { mention, verdict } of mentions) {
    if (told.has(verdict.name)) continue;
    told.add(verdict.name);
    if (isTold(verdict, lineAt(markdown, mention.end))) continue;
    const before = notes.get(mention.end);
    const which = mention.text.includes(verdict.name) ? '' : `\`${verdict.name}\`: `;
    notes.set(mention.end, `${before ?? ''} **(${which}${inWords(verdict, against)})**`);
  }
  for (const { block, fault, findings, doubts, packages } of blocks) {
    const lines = [
      ...(fault === undefined ? [] : [`This block is not valid Nix: ${fault}.`]),
      ...unique(doubts).map((verdict) => `\`${verdict.name}\`: ${inWords(verdict, against)}.`),
      ...unique(packages.filter(isMissing)).map((verdict) => `${missingInWords(verdict)}.`),
      ...findings.map((finding) => `${findingInWords(finding)}.`),
    ];
    if (lines.length === 0) continue;
    const before = notes.get(block.end) ?? '';
    const atLineStart = before !== '' || markdown[block.end - 1] === '\n';
    notes.set(block.end, before + quoted('Check', lines, atLineStart, block.indent));
  }
  for (const { end, code, why } of risks) {
    const before = notes.get(end) ?? '';
    const note =
      code.includes('`') || markdown[end - 1] !== '`'
        ? quoted('Risk', [`${why}: ${codeSpan(code)}`], before !== '' || markdown[end - 1] === '\n')
        : ` **(risk: ${why})**`;
    notes.set(end, before + note);
  }
  // Not a word beside each: the handbook is a selection, and most of what it lacks is right.
  const unproven = unprovenIn(options, against);
  const ofModules = ofModulesIn(options);
  const end = [
    ...(ofModules === undefined ? [] : [`\n\n> **Not of NixOS itself:** ${ofModules}.\n`]),
    ...(unproven === undefined ? [] : [`\n\n> **Not verified:** ${unproven}.\n`]),
  ];
  return inserted(markdown, notes) + end.join('');
}

/** @param indent So that a note on a block in a list stays in the list. */
function quoted(
  label: string,
  lines: readonly string[],
  atLineStart: boolean,
  indent = '',
): string {
  const gap = atLineStart ? '\n' : '\n\n';
  const start = `${indent.replace(/>/g, ' ')}>`;
  return `${gap}${lines.map((line) => `${start} **${label}:** ${line}`).join(`\n${start}\n`)}\n`;
}

/** A line of code in Markdown, whatever backticks it has itself. */
function codeSpan(code: string): string {
  const longest = Math.max(0, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return longest === 0 ? `${ticks}${code}${ticks}` : `${ticks} ${code} ${ticks}`;
}

/** Whether a line says itself what an option is called now: by its name, or by the end of it. */
function isTold({ name, verdict, instead = [] }: OptionVerdict, line: string): boolean {
  const pieces = [...line.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  const others = pieces.filter((code) => !code.startsWith(name));
  const saysIt = (now: string) =>
    others.some((code) => code === now || now.endsWith(`.${code.split('.').at(-1) ?? ''}`));
  return verdict === 'renamed' && instead.length > 0 && instead.every(saysIt);
}

function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? text.length : end);
}

function inserted(markdown: string, notes: ReadonlyMap<number, string>): string {
  let text = '';
  let from = 0;
  for (const [at, note] of [...notes].sort(([one], [other]) => one - other)) {
    text += markdown.slice(from, at) + note;
    from = at;
  }
  return text + markdown.slice(from);
}
