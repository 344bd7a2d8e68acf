import type { Citation, DocSource, OptionDoc, Passage } from '@nixai/api';
import {
  fillTopic,
  loadHandbook,
  releaseInQuestion,
  type Handbook,
  type OptionEntry,
  type Topic,
  withAsked,
} from '../topics/index.js';
import { samePath, withPlaceholders } from '../optionPath.js';
import { searchHandbookOptions } from './handbookOptions.js';
import { searchHandbookPackages } from './handbookPackages.js';
import { findTopics } from './findTopics.js';
import { termsOf } from './terms.js';
import type { FoundTopic } from './topicSearch.js';

/** A passage that carries its topic, so that an answer can be composed from the topic's parts. */
export interface TopicPassage extends Passage, Omit<FoundTopic, 'confidence'> {
  readonly kind: 'topic';
  /** As it was written, with placeholders for releases; `text` and `guide` have them filled. */
  readonly topic: Topic;
}

/** True for a passage of the embedded handbook. */
export function isTopicPassage(passage: Passage): passage is TopicPassage {
  return passage.kind === 'topic' && 'topic' in passage && 'covers' in passage;
}

/** A topic's passage as it reads on a release; on the newest stable one where none is known. */
export function forRelease(passage: TopicPassage, release: string | undefined): TopicPassage {
  const topic = fillTopic(passage.topic, release, new Date());
  return { ...passage, text: topic.answer, guide: topic, topic };
}

/** A topic's passage with what the question says itself, its port or its layout, in place of samples. */
export function forQuestion(passage: TopicPassage, question: string): TopicPassage {
  const topic = withAsked(passage.topic, question);
  if (topic === passage.topic) return passage;
  const said = topic.synonyms.slice(passage.topic.synonyms.length);
  const words = new Set(said.flatMap((text) => termsOf(text).words));
  const isOpen = (word: string) => !words.has(word);
  return {
    ...passage,
    text: topic.answer,
    guide: topic,
    topic,
    missed: passage.missed.filter(isOpen),
    lacking: passage.lacking.filter(isOpen),
  };
}

/** The handbook that nixai brings: topics and selected options, with no network and no index. */
export function createHandbookSource(): DocSource {
  const handbook = loadHandbook();

  return {
    name: 'handbook',
    summary: 'What nixai itself brings: common tasks, concepts, faults and the options they need',
    kinds: ['topic', 'option', 'package'],
    authority: 'official',
    async search({ text, kinds, set, limit }) {
      const found: Passage[] = [];
      if (kinds?.includes('topic') ?? true) {
        const release = releaseInQuestion(text);
        found.push(...topicPassages(findTopics(text, limit), release));
      }
      if (kinds?.includes('option') ?? true)
        for (const one of set === undefined
          ? handbookSets
          : handbookSets.filter((own) => own === set))
          found.push(...searchHandbookOptions(handbook.options, one, text, limit));
      if (kinds?.includes('package') ?? true)
        found.push(...searchHandbookPackages(handbook.topics, text, limit));
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

/** Topics this close to the best one in weight lend it their confidence. */
const nearTie = 0.8;

/** In the order of their weights; the scores never rise, so that no later step changes the order. */
function topicPassages(found: readonly FoundTopic[], release: string | undefined): TopicPassage[] {
  const near = found.filter(({ weight }) => weight >= nearTie * (found[0]?.weight ?? 0));
  let score = Math.max(0, ...near.map(({ confidence }) => confidence));
  return found.map((topic, i) => {
    if (i > 0) score = Math.min(score, topic.confidence);
    return topicPassage(topic, score, release);
  });
}

function topicPassage(found: FoundTopic, score: number, release: string | undefined): TopicPassage {
  const { topic, covers, weight, subject, named, rare, missed, lacking, said } = found;
  const words = [...covers].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  const filled = fillTopic(topic, release, new Date());
  return {
    id: `topic:${topic.id}`,
    kind: 'topic',
    title: topic.title,
    text: filled.answer,
    score,
    why: `about ${words.slice(0, 4).join(', ')}`,
    citation: topicCitation(topic),
    options: [...topic.options, ...topic.homeOptions],
    packages: topic.packages,
    guide: filled,
    topic,
    covers,
    weight,
    subject,
    named,
    rare,
    missed,
    lacking,
    said,
  };
}

/** The sets that the handbook has options of. */
const handbookSets = ['nixos', 'home-manager'] as const;

function topicCitation(topic: Topic): Citation {
  return { source: 'handbook', title: topic.title, section: topic.area, url: topic.links[0]?.url };
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
