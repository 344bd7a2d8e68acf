import { existsSync, readFileSync } from 'node:fs';

/** Questions that people asked in public, put in other words, with the options of the right answer. */
export function publicQuestions(path) {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .filter(({ scope, must_options: must }) => scope === 'nixos' && must.length > 0)
    .map(({ id, question, must_options: must, newer_names: newer }) => ({
      id,
      q: question,
      category: 'stories',
      relevant: [
        [...must, ...must.flatMap((name) => newer[name] ?? [])].map((name) => `opt:${name}`),
      ],
    }));
}
