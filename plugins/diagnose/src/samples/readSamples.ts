import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A log in `samples/` and what is said of it in the `.yaml` beside it. */
export interface Sample {
  /** `undefined-variable/module-argument`. */
  readonly name: string;
  readonly class: string;
  /** Must be named by the first finding. */
  readonly culprit: string;
  /** Each must stand in its fixes. */
  readonly fix: readonly string[];
  readonly log: Buffer;
}

const folder = join(import.meta.dirname, '../../samples');

/** Every sample, by name. For tests and benches only: packages come without them. */
export function readSamples(): readonly Sample[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const recipe = parse(readFileSync(join(folder, file), 'utf8')) as Omit<Sample, 'name' | 'log'>;
      const name = file.replace(/\.yaml$/, '');
      return { ...recipe, fix: recipe.fix ?? [], name, log: readFileSync(join(folder, `${name}.log`)) };
    });
}
