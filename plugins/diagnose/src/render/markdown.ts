import type { Finding } from '../engine/finding.js';
import type { DiagnosisResult } from '../diagnosis/result.js';
import { confidenceWords, stepName } from './parts.js';

/** A diagnosis for an issue or a chat: Markdown with fenced blocks. */
export function renderMarkdown(result: DiagnosisResult): string {
  const { outcome, input, findings, errorLines, next } = result;
  const head = `# Diagnosis of ${input.name}`;
  if (outcome === 'nothing-wrong') return `${head}\n\nNothing wrong found in ${input.lines} lines.`;
  const causes = findings.filter(({ role }) => role === 'cause').map(section);
  const consequences = findings
    .filter(({ role }) => role === 'consequence')
    .map(({ title, culprit, line }) => `- ${title}: ${inline(culprit)} (line ${line})`);
  const unknown = [
    '## Not recognised',
    'The lines that most likely say what went wrong:',
    fence(errorLines.map(({ line, text }) => `${line}: ${text}`).join('\n'), 'text'),
    'To learn more:',
    fence(next.join('\n'), 'sh'),
  ];
  return [
    head,
    ...causes,
    ...(consequences.length === 0 ? [] : ['## What follows from it', consequences.join('\n')]),
    ...(outcome === 'not-recognised' ? unknown : []),
  ].join('\n\n');
}

function section(finding: Finding): string {
  const { title, culprit, message, answer, excerpt, fixes, verify, docs } = finding;
  const lines = excerpt.map(({ line, text, hit }) => `${hit ? '>' : ' '} ${line}: ${text}`);
  return [
    `## ${title}: ${inline(culprit)}`,
    `${message} (${confidenceWords(finding)})`,
    fence(lines.join('\n'), 'text'),
    ...fixes.map(({ title: what, code, language = 'text', fill = {}, elsewhere, step }) =>
      [
        `**${stepName(step, answer)}${elsewhere === true ? ' elsewhere' : ''}:** ${what}`,
        ...(code === undefined ? [] : [fence(code, language)]),
        ...Object.entries(fill).map(([name, is]) => `- \`${name}\`: ${is}`),
      ].join('\n\n'),
    ),
    ...(verify.length === 0 ? [] : [`**Check:**\n\n${fence(verify.join('\n'), 'sh')}`]),
    docs.map(({ title: name, url }) => `- [${name}](${url})`).join('\n'),
  ].join('\n\n');
}

/** A fence that its own content cannot end. */
function fence(text: string, language: string): string {
  const longest = (text.match(/`{3,}/g) ?? []).reduce(
    (most, { length }) => Math.max(most, length),
    2,
  );
  const mark = '`'.repeat(longest + 1);
  return `${mark}${language}\n${text}\n${mark}`;
}

const inline = (text: string): string => (text.includes('`') ? text : `\`${text}\``);
