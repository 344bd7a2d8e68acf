import { createInterface, emitKeypressEvents, type Key } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { Completion } from '@nixai/api';
import { endOf, typedAs } from '../line/end.js';
import { commonBeginning, listed } from './candidates.js';

/** What a person did at the prompt. */
export type Typed =
  | { readonly kind: 'line'; readonly text: string }
  /** Several lines at once, as a terminal marks what is pasted. Nothing of it was run. */
  | { readonly kind: 'pasted'; readonly text: string }
  /** Ctrl-C on an empty line. */
  | { readonly kind: 'interrupt' }
  /** Ctrl-D on an empty line. */
  | { readonly kind: 'end' };

export interface ReaderOptions {
  /** Earlier lines, newest first. */
  history(): readonly string[];
  complete(line: string, cursor: number): Promise<readonly Completion[]>;
  /** Makes a text harmless for a terminal: what is drawn here passes no other door. */
  clean(text: string): string;
  readonly color: boolean;
}

const pasteMarks = { on: '\u001b[?2004h', off: '\u001b[?2004l' } as const;
const clearBelow = '\u001b[J';
const [keepPlace, backToPlace] = ['\u001b7', '\u001b8'] as const;

/**
 * Reads a line at the terminal: readline edits it, and this adds what it lacks: completion with meanings,
 * a suggestion in grey, a search backwards, and care with what is pasted.
 */
export function readLine(prompt: string, options: ReaderOptions): Promise<Typed> {
  const { stdin, stderr: output } = process;
  const past = options.history().map(options.clean);
  const editor = createInterface({
    // Keys are handed to it one by one.
    input: new PassThrough(),
    output,
    terminal: true,
    prompt,
    history: [...past],
    historySize: 1000,
    removeHistoryDuplicates: true,
  });
  return new Promise((resolve) => {
    let pasted: string | undefined;
    let search: Search | undefined;
    let waiting = Promise.resolve();
    let isOver = false;

    const put = (text: string): void => void output.write(text);
    const finish = (typed: Typed): void => {
      if (isOver) return;
      isOver = true;
      put(clearBelow + pasteMarks.off);
      stdin.off('keypress', onKey);
      stdin.setRawMode(false);
      stdin.pause();
      editor.close();
      resolve(typed);
    };
    editor.on('line', (text) => finish({ kind: 'line', text }));

    /** Keys one after the other: a completion is waited for. */
    const onKey = (sign: string | undefined, key: Key): void => {
      waiting = waiting.then(() => (isOver ? undefined : take(sign, key))).catch(() => {});
    };

    async function take(sign: string | undefined, key: Key): Promise<void> {
      if (key.name === 'paste-start') pasted = '';
      else if (key.name === 'paste-end') endPaste();
      else if (pasted !== undefined) pasted += key.sequence ?? sign ?? '';
      else if (search !== undefined) searchKey(sign, key);
      else if (key.ctrl === true && key.name === 'c') {
        if (editor.line === '') return finish({ kind: 'interrupt' });
        put(`${clearBelow}^C\n`);
        replaceLine('');
      } else if (key.ctrl === true && key.name === 'd' && editor.line === '') {
        put('\n');
        finish({ kind: 'end' });
      } else if (key.ctrl === true && key.name === 'r') {
        search = { text: '', found: '', before: editor.line };
        drawSearch();
      } else if (key.name === 'tab') await complete();
      else if (acceptsSuggestion(key)) type(suggestion());
      else edit(sign, key);
      suggest();
    }

    function edit(sign: string | undefined, key: Key): void {
      put(clearBelow);
      editor.write(sign as string, key);
    }

    const type = (text: string): void => edit(text, {});

    function replaceLine(text: string): void {
      editor.write(null as unknown as string, { ctrl: true, name: 'e' });
      editor.write(null as unknown as string, { ctrl: true, name: 'u' });
      if (text !== '') editor.write(text);
    }

    /** One line goes on in the line; several are for whoever waits for us. */
    function endPaste(): void {
      // Cleaned, it has no other ends of a line: readline would run the line at each.
      const text = options.clean((pasted ?? '').replace(/\r\n?/g, '\n')).replace(/\n$/, '');
      pasted = undefined;
      if (!text.includes('\n')) return type(text.replaceAll('\t', ' '));
      put(`${clearBelow}\n`);
      finish({ kind: 'pasted', text: editor.line + text });
    }

    async function complete(): Promise<void> {
      const { line, cursor } = editor;
      const { word, quote } = endOf(line.slice(0, cursor));
      const found = await options.complete(line, cursor);
      // A name that a terminal would obey can't be typed in its letters: it is not offered.
      const fitting = found
        .filter(({ value }) => value.startsWith(word) && options.clean(value) === value)
        .map(({ value, about }) => ({ value, about: about && options.clean(about) }));
      const whole = commonBeginning(fitting.map(({ value }) => value));
      const isOnly = fitting.length === 1;
      if (whole.length > word.length || isOnly)
        return type(
          typedAs(whole.slice(word.length), quote) +
            (isOnly && !/[./=]$/.test(whole) ? `${quote} ` : ''),
        );
      if (fitting.length === 0) return;
      put(`${clearBelow}\n${listed(fitting, output.columns || 80, options.color)}\n`);
      editor.prompt(true);
    }

    const suggestion = (): string => {
      const { line, cursor } = editor;
      if (line === '' || cursor !== line.length) return '';
      return (
        past.find((one) => one.length > line.length && one.startsWith(line))?.slice(line.length) ??
        ''
      );
    };

    const acceptsSuggestion = ({ name, ctrl }: Key): boolean =>
      suggestion() !== '' &&
      (name === 'right' || name === 'end' || (ctrl === true && (name === 'f' || name === 'e')));

    function suggest(): void {
      if (isOver || search !== undefined || !options.color) return;
      const room = (output.columns || 80) - editor.getCursorPos().cols - 1;
      const rest = suggestion().slice(0, Math.max(0, room));
      if (rest !== '') put(`${keepPlace}\u001b[2m${rest}\u001b[22m${backToPlace}`);
    }

    function searchKey(sign: string | undefined, key: Key): void {
      const now = search as Search;
      if (key.ctrl === true && key.name === 'r') find(now.found);
      else if (key.name === 'backspace') find(undefined, now.text.slice(0, -1));
      else if (key.name === 'escape' || (key.ctrl === true && /^[cg]$/.test(key.name ?? '')))
        endSearch(now.before);
      else if (key.name === 'return' || key.name === 'enter') {
        endSearch(now.found);
        edit(sign, key);
      } else if (sign !== undefined && sign >= ' ' && key.ctrl !== true && key.meta !== true)
        find(undefined, now.text + sign);
      else {
        endSearch(now.found);
        edit(sign, key);
      }
    }

    /** The next older line with the text in it; the same one where there is none. */
    function find(after: string | undefined, text = (search as Search).text): void {
      const from = after === undefined ? 0 : past.indexOf(after) + 1;
      const found = text === '' ? undefined : past.slice(from).find((one) => one.includes(text));
      const { before, found: last } = search as Search;
      search = { before, text, found: found ?? (after === undefined ? '' : last) };
      drawSearch();
    }

    function drawSearch(): void {
      const { text, found } = search as Search;
      put(clearBelow);
      editor.setPrompt(`(search: ${text}) `);
      replaceLine(found);
      editor.prompt(true);
    }

    function endSearch(text: string): void {
      search = undefined;
      put(clearBelow);
      editor.setPrompt(prompt);
      replaceLine(text);
      editor.prompt(true);
    }

    emitKeypressEvents(stdin);
    stdin.setRawMode(true);
    stdin.on('keypress', onKey);
    stdin.resume();
    put(pasteMarks.on);
    editor.prompt();
  });
}

interface Search {
  readonly text: string;
  readonly found: string;
  /** What the line was when it began. */
  readonly before: string;
}
