import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A log beside a rule, and what is said of it in the `.yaml` of the same name. */
export interface Sample {
  /** `eval/undefined-variable/module-argument`. */
  readonly name: string;
  readonly class: string;
  /** Must be named by the first finding. */
  readonly culprit: string;
  /** Each must stand in its fixes. */
  readonly fix: readonly string[];
  /** Must stand in the first fix, or several must. */
  readonly first: readonly string[];
  /** Must stand in the sentence that names the cause. */
  readonly message: readonly string[];
  /** The line of the log that proves it, or a part of it. */
  readonly proof?: string;
  readonly log: Buffer;
}

type Recipe = Omit<Sample, 'name' | 'log' | 'fix' | 'first' | 'message'> & {
  readonly fix?: readonly string[];
  readonly first?: string | readonly string[];
  readonly message?: string | readonly string[];
};

const folder = join(import.meta.dirname, '../../src/rules');

/** Every sample, by name. For tests and benches only: packages come without them. */
export function readSamples(): readonly Sample[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const recipe = parse(readFileSync(join(folder, file), 'utf8')) as Recipe;
      const path = file.replace(/\.yaml$/, '');
      return {
        ...recipe,
        fix: recipe.fix ?? [],
        first: listed(recipe.first),
        message: listed(recipe.message),
        name: path.replace('/samples/', '/'),
        log: readFileSync(join(folder, `${path}.log`)),
      };
    });
}

const listed = (one: string | readonly string[] = []): readonly string[] =>
  typeof one === 'string' ? [one] : one;
