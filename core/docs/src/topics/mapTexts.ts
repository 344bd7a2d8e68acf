import type { Topic } from './schema.js';

/** A topic with each text that is shown of it changed alike; what it is found by stays. */
export function mapTexts(topic: Topic, change: (text: string) => string): Topic {
  return {
    ...topic,
    answer: change(topic.answer),
    snippets: topic.snippets.map((snippet) => ({
      ...snippet,
      code: change(snippet.code),
      ...(snippet.answer !== undefined && { answer: change(snippet.answer) }),
    })),
    steps: topic.steps.map(change),
    checks: topic.checks.map(change),
    pitfalls: topic.pitfalls.map(change),
  };
}
