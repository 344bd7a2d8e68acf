import type { OptionSet } from '@nixai/api';
import { tellingWords } from './query.js';
import { standingIn } from './standing.js';
import { stemOf } from './stem.js';
import { vocabularyOf } from './vocabulary/index.js';

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
  readonly meanings: readonly Meaning[];
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
  let meanings: readonly Meaning[] | undefined;
  return {
    get meanings() {
      return (meanings ??= vocabularyOf(set).map(({ phrases, ...targets }) => ({
        ...targets,
        phrases: phrases.map(phraseOf),
      })));
    },
    standing: standingIn(set),
  };
}

function phraseOf(text: string): Phrase {
  let stems: readonly string[] | undefined;
  return {
    text,
    get stems() {
      return (stems ??= tellingWords(text.replaceAll('-', ' ')).map(stemOf));
    },
  };
}
