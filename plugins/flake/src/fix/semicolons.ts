import { parse, type SyntaxFault } from '@nixai/nix';

/** A file has no more forgotten semicolons than that, and is half of one otherwise. */
const most = 20;

/**
 * Puts in the semicolons that are missing, one after the other, as long as each leaves fewer faults.
 * @returns the text, what was mended, and the first fault that is left.
 */
export function withSemicolons(source: string): {
  readonly text: string;
  readonly mended: readonly SyntaxFault[];
  readonly left: SyntaxFault | undefined;
} {
  const mended: SyntaxFault[] = [];
  let text = source;
  let { errors } = parse(text, { pipeOperators: true });
  while (mended.length < most) {
    const [fault] = errors;
    if (fault?.code !== 'missing-semicolon') break;
    const after = `${text.slice(0, fault.start)};${text.slice(fault.start)}`;
    const next = parse(after, { pipeOperators: true }).errors;
    if (next.length >= errors.length) break;
    mended.push(fault);
    text = after;
    errors = next;
  }
  return { text, mended, left: errors[0] };
}
