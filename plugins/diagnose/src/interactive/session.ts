import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { CommandContext, Host } from '@nixai/api';
import { diagnoseLog } from '../diagnosis/diagnoseLog.js';
import type { DiagnosisResult } from '../diagnosis/result.js';
import { enriched } from '../enrich/index.js';
import { renderText } from '../render/text.js';
import { byChanges, sharedWord } from './changes.js';
import { missingIn, type Missing } from './missing.js';
import { endOfPaste, readPaste } from './readPaste.js';

export interface SessionOptions {
  readonly component?: string;
  /** What is known already: a log file that the command line names. */
  readonly first?: string;
}

type Person = Pick<CommandContext, 'host' | 'prompt' | 'view' | 'signal' | 'notice' | 'write'>;

/** Longer than any paste; of more the end is kept, where the failure stands. */
const mostText = 16 * 1024 * 1024;

/**
 * Speaks with a person: takes the log in pieces, says after each what is wrong, and asks for what
 * is missing and for what was changed, until the person is done.
 */
export async function runSession(
  person: Person,
  { component, first }: SessionOptions,
): Promise<DiagnosisResult> {
  const { prompt, signal, view, notice } = person;
  // Refuses where there is nobody to ask.
  if (!prompt.interactive) await prompt.input('What does the log say?');
  const segments: string[] = first === undefined ? [] : [first];
  const asked = new Set<string>();
  let changes: string | undefined;
  let shown: string | undefined;
  let step: Step = first === undefined ? 'paste' : 'look';
  for (;;) {
    if (step === 'paste') segments.push(await segment(person));
    if (step === 'changes') changes = (await prompt.input('What did you change?')).trim();
    const text = segments.join('\n').slice(-mostText);
    const result = await diagnosed(person.host, text, { component, changes, signal });
    const session = { ...result, segments: segments.length, changes };
    if (step === 'done') return session;
    const cause = result.findings[0];
    const full = step === 'all';
    if (step !== 'changes' || cause?.rule !== shown)
      person.write(`\n${renderText(result, view, { full, cut: !full, more: everything })}\n\n`);
    shown = cause?.rule;
    const touched = changes === undefined ? '' : changeNote(result, changes);
    if (touched !== '') notice(touched);
    const missing = missingIn(result, text).find(({ command }) => !asked.has(command));
    if (missing !== undefined) {
      asked.add(missing.command);
      notice(missing.why);
    }
    step = await prompt.select('And now?', steps(missing, changes));
  }
}

type Step = 'look' | 'paste' | 'changes' | 'all' | 'done';

const everything = 'Show everything that is known';

function steps(missing: Missing | undefined, changes: string | undefined) {
  const choices: { name: string; value: Step }[] = [
    { name: 'Paste another part of the log', value: 'paste' },
    { name: everything, value: 'all' },
    { name: 'Done', value: 'done' },
  ];
  if (changes === undefined)
    choices.splice(1, 0, { name: 'Say what you changed before it failed', value: 'changes' });
  return missing === undefined
    ? choices
    : [{ name: `Paste what this prints: ${missing.command}`, value: 'paste' as const }, ...choices];
}

async function segment({ notice, signal }: Person): Promise<string> {
  notice(
    `Paste the log, or type the name of a file; end with a line that has only "${endOfPaste}".`,
  );
  const pasted = await readPaste(signal);
  const name = pasted.trim();
  return /^[^\n]{1,1000}$/.test(name) && (await isFile(name)) ? readFile(name, 'utf8') : pasted;
}

const isFile = (name: string): Promise<boolean> =>
  stat(name).then(
    (about) => about.isFile(),
    () => false,
  );

async function diagnosed(
  host: Host,
  text: string,
  options: {
    readonly component?: string;
    readonly changes?: string;
    readonly signal: AbortSignal;
  },
): Promise<DiagnosisResult> {
  const input = { name: 'terminal', stream: Readable.from([Buffer.from(text)]) };
  const result = await enriched(host, await diagnoseLog(host, input, options));
  const { changes } = options;
  return changes === undefined
    ? result
    : { ...result, findings: byChanges(result.findings, changes) };
}

function changeNote({ findings: [cause] }: DiagnosisResult, changes: string): string {
  if (cause === undefined) return '';
  const word = sharedWord(cause, changes);
  return word === undefined
    ? 'Nothing that was found names what you changed: undo it once and try again, to know.'
    : `You changed ${word}, and the first finding names it.`;
}
