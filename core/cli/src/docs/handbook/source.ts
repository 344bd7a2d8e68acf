import type { Citation, DocSource, OptionDoc, Passage } from '@nixai/api';
import { loadHandbook, type Handbook, type OptionEntry, type Topic } from '../../handbook/index.js';
import { searchIndexOf } from './bakedIndex.js';
import { samePath, withPlaceholders } from '../optionPath.js';
import { createOptionSearch, type FoundOption, type OptionSearch } from './optionSearch.js';
import { createTopicSearch, type FoundTopic } from './topicSearch.js';

/** A passage that carries its topic, so that an answer can be composed from the topic's parts. */
export interface TopicPassage extends Passage {
  readonly kind: 'topic';
  readonly topic: Topic;
  /** The question's words that the topic is about, with what each one gave. */
  readonly matched: ReadonlyMap<string, number>;
  /** Summed weights; comparable with the other topics found for the same question. */
  readonly weight: number;
}

/** True for a passage of the embedded handbook. */
export function isTopicPassage(passage: Passage): passage is TopicPassage {
  return passage.kind === 'topic' && 'topic' in passage && 'matched' in passage;
}

/** The handbook that nixai brings: topics and selected options, with no network and no index. */
export function createHandbookSource(): DocSource {
  const handbook = loadHandbook();
  const findTopics = createTopicSearch(handbook.topics, searchIndexOf('topics', handbook));
  let findOptions: OptionSearch | undefined;

  return {
    name: 'handbook',
    summary: 'What nixai itself brings: common tasks, concepts, faults and the options they need',
    kinds: ['topic', 'option'],
    async search({ text, kinds, set, limit }) {
      const found: Passage[] = [];
      if (kinds?.includes('topic') ?? true)
        found.push(...findTopics(text, limit).map(topicPassage));
      if (kinds?.includes('option') ?? true) {
        findOptions ??= createOptionSearch(handbook.options, searchIndexOf('options', handbook));
        const fitting = findOptions(text, limit).filter(
          ({ option }) => set === undefined || option.set === set,
        );
        found.push(...fitting.map(optionPassage));
      }
      return found.sort((a, b) => b.score - a.score).slice(0, limit);
    },
    async option(name, set) {
      const path = withPlaceholders(name);
      const entry = handbook.options.find(
        (option) =>
          (set ?? option.set) === option.set && samePath(withPlaceholders(option.name), path),
      );
      return entry === undefined ? undefined : describe(entry, handbook);
    },
    async status() {
      const { topics, options, renames } = handbook;
      return {
        available: true,
        detail: `${topics.length} topics, ${options.length} options, ${renames.length} renames, part of nixai`,
        counts: { topic: topics.length, option: options.length },
      };
    },
  };
}

function topicPassage({ topic, confidence, matched, score }: FoundTopic): TopicPassage {
  return {
    id: `topic:${topic.id}`,
    kind: 'topic',
    title: topic.title,
    text: topic.answer,
    score: confidence,
    why: `about ${[...matched]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 4)
      .map(([word]) => word)
      .join(', ')}`,
    citation: topicCitation(topic),
    options: [...topic.options, ...topic.homeOptions],
    packages: topic.packages,
    topic,
    matched,
    weight: score,
  };
}

function topicCitation(topic: Topic): Citation {
  return { source: 'handbook', title: topic.title, section: topic.area, url: topic.links[0]?.url };
}

function optionPassage({ option, confidence }: FoundOption): Passage {
  return {
    id: `option:${option.set}:${option.name}`,
    kind: 'option',
    title: option.name,
    text: option.summary,
    score: confidence,
    why: 'name or summary',
    citation: { source: 'handbook', title: option.name, section: option.set },
    options: [option.name],
  };
}

function describe(entry: OptionEntry, { renames }: Handbook): OptionDoc {
  return {
    name: entry.name,
    set: entry.set,
    type: entry.type,
    default: entry.default,
    example: entry.example,
    description: entry.summary,
    readOnly: false,
    declarations: [],
    renamedFrom: renames
      .filter((rename) => rename.set === entry.set && rename.new.includes(entry.name))
      .map((rename) => rename.old),
    citation: { source: 'handbook', title: entry.name, section: entry.set },
  };
}
