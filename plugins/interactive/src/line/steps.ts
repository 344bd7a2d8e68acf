import { ExitCode, NixaiError } from '@nixai/api';

/** When a step runs, by how the one before it ended. */
export type When = 'always' | 'after-success' | 'after-failure';

export interface Step {
  readonly text: string;
  readonly when: When;
}

interface Joiner {
  readonly mark: string;
  readonly when: When;
}

const joiners: readonly Joiner[] = [
  { mark: '&&', when: 'after-success' },
  { mark: '||', when: 'after-failure' },
  { mark: ';', when: 'always' },
];

/** What joins two steps at a place outside of quotes. */
export const joinerAt = (line: string, at: number): Joiner | undefined =>
  joiners.find(({ mark }) => line.startsWith(mark, at) && isJoiner(line, at, mark));

/**
 * The steps of a line, as a shell would take it apart: `&&`, `||` and `;`, not inside of quotes.
 * @throws NixaiError `usage` for what only a shell has: pipes and redirections.
 */
export function stepsOf(line: string): readonly Step[] {
  const steps: Step[] = [];
  let text = '';
  let when: When = 'always';
  let quote: string | undefined;
  const end = (next: When): void => {
    if (text.trim() !== '') steps.push({ text: text.trim(), when });
    text = '';
    when = next;
  };
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? '';
    const joiner = quote === undefined ? joinerAt(line, at) : undefined;
    if (sign === '\\' && quote !== "'") {
      text += sign + (line[++at] ?? '');
    } else if (joiner !== undefined) {
      end(joiner.when);
      at += joiner.mark.length - 1;
    } else {
      if (quote === undefined && isForShells(line, at)) throw onlyInShells(sign);
      if (sign === quote) quote = undefined;
      else if (quote === undefined && opensQuote(line, at)) quote = sign;
      text += sign;
    }
  }
  end('always');
  return steps;
}

/** In a sentence `;` stands after a word too: there a blank follows as well, so it is a joiner all the same. */
const isJoiner = (line: string, at: number, mark: string): boolean =>
  mark !== ';' || /^;(?:\s|$)/.test(line.slice(at));

/** A pipe or a redirection that stands alone, as people type them. */
const isForShells = (line: string, at: number): boolean =>
  /^[|<>](?:\s|$)|^>>(?:\s|$)/.test(line.slice(at)) && /(?:^|\s)$/.test(line.slice(0, at));

/** An apostrophe inside of a word is none: "what's new". */
export const opensQuote = (line: string, at: number): boolean =>
  line[at] === '"' || (line[at] === "'" && !/\w$/.test(line.slice(0, at)));

const onlyInShells = (sign: string): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: `there is no "${sign}" here: &&, || and ; join commands`,
    hint: 'in your own shell: nixai COMMAND | less',
    exitCode: ExitCode.usage,
  });
