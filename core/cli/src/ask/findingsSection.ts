import type { CheckFinding } from '@nixai/api';
import type { OwnFindings } from './ownFindings.js';
import type { Section } from './result.js';

/** More than these are for `nixai check`. */
const most = 12;

/** What was found in the person's own configuration, or that nothing was. */
export function findingsSection(own: OwnFindings): Section {
  const { findings } = own;
  const more = findings.length - most;
  const lines = [
    ...(findings.length === 0 ? ['The checker finds nothing at fault in it.'] : []),
    ...findings.slice(0, most).map(findingLine),
    ...(more > 0 ? [`- and ${more} more: \`nixai check\` shows each with its place`] : []),
    ...(own.definitions === 0 ? [] : ['', basis(own)]),
  ];
  return { kind: 'findings', title: 'Found in your configuration', text: lines.join('\n') };
}

function basis({ definitions, against, complete }: OwnFindings): string {
  const checked = `${definitions} definition${definitions === 1 ? '' : 's'} checked against ${against}.`;
  return complete
    ? checked
    : `${checked} Options that came later may be missing there: \`nixai docs sync\` gets those of your release.`;
}

export function findingLine({ severity, file, line, message, why, hint }: CheckFinding): string {
  const fix = hint === undefined ? undefined : `Fix: ${hint}`;
  const said = [message, why, fix].flatMap((part) => (part === undefined ? [] : [sentence(part)]));
  return `- **${severity}** ${file}:${line}: ${said.join(' ')}`;
}

const sentence = (text: string): string =>
  /[.;:!?]$/.test(text.trimEnd()) ? text.trimEnd() : `${text.trimEnd()}.`;
