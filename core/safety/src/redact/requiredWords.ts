/** Words of which each text that an expression fits has at least one, in lower case. */
export type Words = readonly string[];

/** Letters of the shortest word. */
export const shortest = 3;
/** Of more words, a text is likely to have one. */
const most = 60;

/**
 * Words without which an expression fits no text: to look for a word takes a thousandth of the time in
 * which an expression is compiled. In lower case, as the text has to be; none where the expression asks
 * for no word of three letters.
 */
export function requiredWords({ source, flags }: RegExp): Words {
  // With these flags a letter may stand for one beyond ASCII, which has another lower case.
  if (/[uv]/.test(flags)) return [];
  return new Reader(source).alternatives();
}

/** Reads an expression as far as it has to: what it does not know is taken for anything. */
class Reader {
  #at = 0;

  constructor(readonly source: string) {}

  /** Up to the end of the group that it is in. */
  alternatives(): Words {
    const all: Words[] = [];
    do all.push(this.#sequence());
    while (this.#take('|'));
    const words = all.flat();
    return all.some((one) => one.length === 0) || words.length > most ? [] : words;
  }

  #sequence(): Words {
    let best: Words = [];
    let run = '';
    const end = (): void => {
      best = better(best, run.length < shortest ? [] : [run]);
      run = '';
    };
    while (this.#at < this.source.length && !'|)'.includes(this.#next())) {
      const group = this.#take('(');
      if (group) {
        const isAround = this.#skipHead();
        const words = this.alternatives();
        this.#at++;
        const isNeeded = this.#quantifier() !== 'none';
        if (isAround) continue;
        end();
        if (isNeeded) best = better(best, words);
        continue;
      }
      const letter = this.#atom();
      // An edge takes no room: what stands before it and behind it is side by side.
      if (letter === '') continue;
      const times = this.#quantifier();
      if (letter !== undefined && times !== 'none') run += letter;
      if (letter === undefined || times !== 'once') end();
    }
    end();
    return best;
  }

  /** What stands behind `(?`; whether the group looks around, and takes nothing itself. */
  #skipHead(): boolean {
    const [head = '', around] =
      /^\?(?::|(<?[=!])|<\w+>)/.exec(this.source.slice(this.#at, this.#at + 40)) ?? [];
    this.#at += head.length;
    return around !== undefined;
  }

  /** A letter; nothing for an edge; undefined for one of several. */
  #atom(): string | undefined {
    const first = this.#next();
    this.#at++;
    if (first === '^' || first === '$') return '';
    if (first === '.') return undefined;
    if (first === '[') {
      while (!this.#take(']')) this.#at += this.#next() === '\\' ? 2 : 1;
      return undefined;
    }
    // Beyond ASCII, the lower case of a letter may depend on what stands beside it.
    if (first !== '\\') return first < '\u0080' ? first.toLowerCase() : undefined;
    const escaped = this.#next();
    this.#at++;
    if (/[bB]/.test(escaped)) return '';
    if (escaped === 'k') this.#at = this.source.indexOf('>', this.#at) + 1;
    if (escaped === 'x') this.#at += 2;
    if (escaped === 'u') this.#at += 4;
    return /\w/.test(escaped) ? undefined : escaped;
  }

  #quantifier(): 'once' | 'more' | 'none' {
    const [found = '', least] =
      /^(?:[?*+]|\{(\d+)(?:,\d*)?\})\??/.exec(this.source.slice(this.#at, this.#at + 16)) ?? [];
    this.#at += found.length;
    if (found === '') return 'once';
    return '?*'.includes(found[0] ?? '') || least === '0' ? 'none' : 'more';
  }

  #next(): string {
    return this.source[this.#at] ?? '';
  }

  #take(sign: string): boolean {
    const isThere = this.source[this.#at] === sign;
    if (isThere) this.#at++;
    return isThere;
  }
}

/** Of long words, few texts have one. */
function better(one: Words, other: Words): Words {
  return worth(other) > worth(one) ? other : one;
}

const worth = (words: Words): number =>
  words.length === 0 ? 0 : Math.min(...words.map(({ length }) => length)) - words.length / 8;
