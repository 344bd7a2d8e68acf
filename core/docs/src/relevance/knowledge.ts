import type { OptionSet } from '@nixai/api';
import { bakedPhrases, stemsOfPhrase } from './phraseStems.js';
import { standingIn } from './standing.js';
import { entryOf, linesOf } from './vocabulary/index.js';

/** What people say, phrase by phrase; and the options and packages they mean by it. */
export interface Meaning {
  readonly phrases: readonly Phrase[];
  readonly options: readonly string[];
  readonly packages: readonly string[];
}

export interface Phrase {
  readonly text: string;
  /** Taken when first asked for: a query needs those of few phrases. */
  readonly stems: readonly string[];
}

/** What nixai knows of an option set besides the set itself. */
export interface Knowledge {
  /** The meanings whose line has one of these pieces of text; all of them without any. */
  meanings(pieces?: readonly string[]): readonly Meaning[];
  /** 0 to 1: how often an option is asked for, going by topics and the vocabulary. */
  standing(name: string): number;
}

const made = new Map<OptionSet, Knowledge>();

/** The knowledge about a set, put together on first use; a look-up of a path needs no meanings. */
export function knowledgeOf(set: OptionSet): Knowledge {
  const knowledge = made.get(set) ?? gather(set);
  made.set(set, knowledge);
  return knowledge;
}

function gather(set: OptionSet): Knowledge {
  let lines: readonly string[] | undefined;
  // A query needs few of them: the others are not even read.
  const read = new Map<string, Meaning>();
  /** Whether all of them were asked for: then what was baked of all is read. */
  let whole = false;
  const meaningOf = (line: string): Meaning => {
    const known = read.get(line);
    if (known !== undefined) return known;
    const { phrases, ...targets } = entryOf(line);
    const meaning = { ...targets, phrases: phrases.map((text) => phraseOf(text, whole)) };
    read.set(line, meaning);
    return meaning;
  };
  return {
    meanings(pieces) {
      lines ??= linesOf(set);
      whole = pieces === undefined;
      const wanted = pieces && lines.filter((line) => pieces.some((piece) => line.includes(piece)));
      return (wanted ?? lines).map(meaningOf);
    },
    standing: standingIn(set),
  };
}

function phraseOf(text: string, whole: boolean): Phrase {
  let stems: readonly string[] | undefined;
  return {
    text,
    get stems() {
      return (stems ??= (whole ? bakedPhrases().get(text) : undefined) ?? stemsOfPhrase(text));
    },
  };
}
