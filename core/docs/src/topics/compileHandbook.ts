import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { Handbook } from './index.js';
import { optionSchema, renameSchema, topicSchema } from './schema.js';
import { faultsBetweenEntries } from './faultsBetweenEntries.js';

/** An entry and the file it stands in, so that a fault can name it. */
export interface Placed<T> {
  readonly file: string;
  readonly value: T;
}

/** A handbook to be baked only if there are no faults; each fault is a line that names its file. */
export interface CompiledHandbook {
  readonly handbook: Handbook;
  readonly faults: readonly string[];
}

/** Reads the YAML sources of the handbook below `folder` and returns it, sorted by id and name. */
export function compileHandbook(folder: string): CompiledHandbook {
  const faults: string[] = [];
  const readAll = <S extends Schema>(files: readonly string[], schema: S) =>
    files.flatMap((file) => readFile(folder, file, schema, faults));
  const topics = readAll(yamlFiles(folder, 'topics'), topicSchema);
  const options = readAll(yamlFiles(folder, 'options'), v.array(optionSchema)).flatMap(spread);
  const renames = readAll(['renames.yaml'], v.array(renameSchema)).flatMap(spread);
  faults.push(...faultsBetweenEntries(topics, options, renames));
  const handbook = {
    topics: valuesBy(topics, (topic) => topic.id),
    options: valuesBy(options, (option) => `${option.name} ${option.set}`),
    renames: valuesBy(renames, (rename) => `${rename.old} ${rename.set}`),
  };
  return { handbook, faults };
}

type Schema = v.GenericSchema<unknown, unknown>;

function yamlFiles(folder: string, sub: string): string[] {
  const names = readdirSync(join(folder, sub)).sort();
  return names.filter((name) => name.endsWith('.yaml')).map((name) => `${sub}/${name}`);
}

/** The file's value, or nothing and a fault for each thing that is wrong with it. */
function readFile<S extends Schema>(
  folder: string,
  file: string,
  schema: S,
  faults: string[],
): Placed<v.InferOutput<S>>[] {
  try {
    const result = v.safeParse(schema, parse(readFileSync(join(folder, file), 'utf8')));
    if (result.success) return [{ file, value: result.output }];
    for (const issue of result.issues) faults.push(`${file}: ${placeOf(issue)}${issue.message}`);
  } catch (error) {
    faults.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return [];
}

function placeOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  return path ? `${path}: ` : '';
}

function spread<T>({ file, value }: Placed<readonly T[]>): Placed<T>[] {
  return value.map((entry) => ({ file, value: entry }));
}

function valuesBy<T>(placed: readonly Placed<T>[], key: (value: T) => string): T[] {
  const values = placed.map(({ value }) => value);
  return values.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
