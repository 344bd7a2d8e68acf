import type { NixTemplate } from '@nixai/api';
import type { FoundTemplate } from '@nixai/contributions';

/** A line of a list of templates. */
export interface TemplateLine {
  readonly id: string;
  readonly pack: string;
  readonly origin: string;
  readonly title: string;
  readonly description: string;
  readonly kind: NixTemplate['kind'];
  readonly category: string;
  readonly tags: readonly string[];
}

export interface Category {
  readonly category: string;
  readonly templates: readonly string[];
}

/** What a list shows of a template. */
export function lineOf({ pack, origin, template }: FoundTemplate): TemplateLine {
  const { id, title, description, kind, category, tags } = template;
  return { id, pack, origin, title, description, kind, category, tags };
}

/** Those in which every word stands, the best first: in the id, the tags, the title, the rest. */
export function searchTemplates(
  all: readonly FoundTemplate[],
  words: readonly string[],
): readonly FoundTemplate[] {
  const wanted = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter(Boolean);
  return all
    .map((found) => ({ found, scores: wanted.map((word) => scoreOf(found.template, word)) }))
    .filter(({ scores }) => scores.length > 0 && !scores.includes(0))
    .sort((a, b) => sum(b.scores) - sum(a.scores))
    .map(({ found }) => found);
}

function scoreOf({ id, title, description, category, kind, tags }: NixTemplate, word: string) {
  const has = (text: string): boolean => text.toLowerCase().includes(word);
  if (has(id)) return 4;
  if (tags.some(has) || has(category) || has(kind)) return 3;
  if (has(title)) return 2;
  return has(description) ? 1 : 0;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** The categories in alphabetical order, with the templates of each. */
export function categoriesOf(all: readonly FoundTemplate[]): readonly Category[] {
  const names = [...new Set(all.map(({ template }) => template.category))].sort();
  return names.map((category) => ({
    category,
    templates: all
      .filter(({ template }) => template.category === category)
      .map(({ template }) => template.id),
  }));
}
