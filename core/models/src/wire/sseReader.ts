import { checkLength, type Frame, type FrameReader } from './frameReader.js';

/**
 * Reads server-sent events (HTML standard, 9.2.6): lines end in CR, LF or CRLF, `data` lines of one
 * event are joined, comments are skipped. Beyond the standard: an event at the end needs no empty
 * line after it, and bare JSON (how Gemini and proxies report an error in mid-stream) is an event.
 */
export function createSseReader(): FrameReader {
  let rest = '';
  let scanned = 0;
  let started = false;
  let afterReturn = false;
  let bare = false;
  let event: string | undefined;
  let data: string[] = [];

  function push(text: string): Frame[] {
    rest += started ? text : text.replace(/^\ufeff/, '');
    started ||= text !== '';
    const frames: Frame[] = [];
    for (let line = nextLine(); line !== undefined; line = nextLine()) frames.push(...take(line));
    checkLength(rest);
    return frames;
  }

  function nextLine(): string | undefined {
    if (afterReturn && rest !== '') {
      if (rest.startsWith('\n')) rest = rest.slice(1);
      afterReturn = false;
    }
    if (bare) return undefined;
    const found = rest.slice(scanned).search(/[\r\n]/);
    if (found < 0) {
      scanned = rest.length;
      return undefined;
    }
    const at = scanned + found;
    const line = rest.slice(0, at);
    afterReturn = rest[at] === '\r';
    rest = rest.slice(at + 1);
    scanned = 0;
    return line;
  }

  function take(line: string): Frame[] {
    if (line === '') return dispatch();
    if (data.length === 0 && /^[{[]/.test(line)) {
      bare = true;
      rest = `${line}\n${rest}`;
      return [];
    }
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') data.push(value);
    if (field === 'event') event = value;
    return [];
  }

  function dispatch(): Frame[] {
    const frame = { data: data.join('\n'), event };
    data = [];
    event = undefined;
    return frame.data === '' ? [] : [frame];
  }

  function end(): Frame[] {
    const frames = bare || rest === '' ? [] : take(rest);
    return bare ? [{ data: rest }] : [...frames, ...dispatch()];
  }

  return { push, end };
}
