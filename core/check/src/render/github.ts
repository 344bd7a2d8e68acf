import type { CheckFinding, CheckReport } from '@nixai/api';
import { shownPath } from './shownPath.js';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request:
 * `::error file=a.nix,line=3,col=5::…`.
 */
export const toGithub = ({ findings }: CheckReport): string => findings.map(annotation).join('\n');

function annotation({ severity, rule, message, why, hint, file, ...place }: CheckFinding): string {
  const properties = {
    file: shownPath(file),
    line: place.line,
    endLine: place.endLine,
    col: place.column,
    title: rule,
  };
  const written = Object.entries(properties).map(
    ([name, value]) =>
      `${name}=${escaped(String(value)).replace(/:/g, '%3A').replace(/,/g, '%2C')}`,
  );
  const sentences = [message, why, hint].flatMap((part) => part?.replace(/\.$/, '') ?? []);
  const text = sentences.join('. ');
  return `::${commands[severity]} ${written.join(',')}::${escaped(text)}`;
}

/** As GitHub's own toolkit does: one command is one line. */
const escaped = (text: string): string =>
  text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
