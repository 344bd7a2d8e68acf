/**
 * Where in a control sequence the text is (ECMA-48, and Paul Williams' parser of VT500 terminals):
 * `string` is the payload of OSC, DCS, APC, PM and SOS.
 */
type State = 'ground' | 'escape' | 'intermediate' | 'csi' | 'string';

const newline = 0x0a;
const carriageReturn = 0x0d;
const escape = 0x1b;

/** Everything that needs a look: C0 but `\n` and `\t`, DEL, and C1. */
// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/**
 * Takes control characters and escape sequences out of a text that comes in pieces; a carriage return
 * becomes the line break that it stands for. What is left of a piece without control characters is its
 * end. A payload that nobody ends is over at the end of its line, so that it cannot swallow the rest.
 */
export function createStripper(): (piece: string) => string {
  let state: State = 'ground';
  let afterReturn = false;

  function withoutControls(text: string): string {
    if (state === 'ground' && !afterReturn && !control.test(text)) return text;
    let output = '';
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const shown = step(text.charCodeAt(at));
      if (shown === 'keep') continue;
      output += text.slice(from, at) + shown;
      from = at + 1;
    }
    return output + text.slice(from);
  }

  /** Moves on by one code unit; what is to stand in its place, or `keep`. */
  function step(code: number): '' | '\n' | 'keep' {
    const followsReturn = afterReturn;
    afterReturn = false;
    if (code === newline) {
      state = 'ground';
      return followsReturn ? '' : 'keep';
    }
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return controlStep(code);
    switch (state) {
      case 'ground':
        return 'keep';
      case 'string':
        return '';
      case 'csi':
        return sequenceStep(code, 0x20, 0x3f, 0x40);
      case 'escape': {
        const opened = openedBy(code + 0x40) ?? (code <= 0x2f ? 'intermediate' : undefined);
        if (opened === undefined) return sequenceStep(code, 0, -1, 0x30);
        state = opened;
        return '';
      }
      case 'intermediate':
        return sequenceStep(code, 0x20, 0x2f, 0x30);
    }
  }

  /** A character inside a sequence: one of its middle, its last one, or none of it at all. */
  function sequenceStep(code: number, first: number, last: number, final: number): '' | 'keep' {
    if (code >= first && code <= last) return '';
    state = 'ground';
    return code >= final && code <= 0x7e ? '' : 'keep';
  }

  function controlStep(code: number): '' | '\n' | 'keep' {
    if (code === escape) state = 'escape';
    else if (code === carriageReturn) {
      state = 'ground';
      afterReturn = true;
      return '\n';
    } else if (code === 0x09 && state === 'ground') return 'keep';
    else if (code === 0x07 || code === 0x18 || code === 0x1a || code === 0x9c) state = 'ground';
    else state = openedBy(code) ?? (code >= 0x80 ? 'ground' : state);
    return code === 0x85 ? '\n' : '';
  }

  return withoutControls;
}

/** What a C1 character begins; the same letters follow an ESC, 0x40 lower. */
function openedBy(code: number): 'csi' | 'string' | undefined {
  switch (code) {
    case 0x9b:
      return 'csi';
    case 0x90:
    case 0x98:
    case 0x9d:
    case 0x9e:
    case 0x9f:
      return 'string';
    default:
      return undefined;
  }
}
