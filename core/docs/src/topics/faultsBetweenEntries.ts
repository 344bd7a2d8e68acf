import type { Placed } from './compileHandbook.js';
import type { OptionEntry, Rename, Topic } from './schema.js';

/** What is wrong between entries that are each well-formed: doubles, dangling references. */
export function faultsBetweenEntries(
  topics: readonly Placed<Topic>[],
  options: readonly Placed<OptionEntry>[],
  renames: readonly Placed<Rename>[],
): string[] {
  const ids = new Set(topics.map(({ value }) => value.id));
  return [
    ...doubles(topics, (topic) => `topic ${topic.id}`),
    ...doubles(options, (option) => `${option.set} option ${option.name}`),
    ...doubles(renames, (rename) => `${rename.set} rename of ${rename.old}`),
    ...topics.flatMap((placed) => topicFaults(placed, ids)),
    ...options.flatMap((placed) => optionFaults(placed, ids)),
    ...renames.flatMap(renameFaults),
  ];
}

function doubles<T>(placed: readonly Placed<T>[], name: (value: T) => string): string[] {
  const first = new Map<string, string>();
  return placed.flatMap(({ file, value }) => {
    const seen = first.get(name(value));
    if (seen !== undefined) return [`${file}: ${name(value)} is in ${seen} already`];
    first.set(name(value), file);
    return [];
  });
}

function topicFaults({ file, value }: Placed<Topic>, ids: ReadonlySet<string>): string[] {
  const faults = value.related
    .filter((id) => !ids.has(id) || id === value.id)
    .map((id) => `${file}: related: there is no other topic ${id}`);
  for (const sample of Object.values(value.asked ?? {}))
    if (!value.snippets.some(({ code }) => code.includes(sample)))
      faults.push(`${file}: asked: no snippet has "${sample}"`);
  if (file !== `topics/${value.id}.yaml`) faults.push(`${file}: the id is ${value.id}`);
  return faults;
}

function optionFaults({ file, value }: Placed<OptionEntry>, ids: ReadonlySet<string>): string[] {
  if (value.topic === undefined || ids.has(value.topic)) return [];
  return [`${file}: ${value.name}: there is no topic ${value.topic}`];
}

function renameFaults({ file, value }: Placed<Rename>): string[] {
  if (value.kind === 'renamed' && value.new.length === 0)
    return [`${file}: ${value.old}: renamed to what?`];
  if (value.kind === 'removed' && value.new.length === 0 && value.note === undefined)
    return [`${file}: ${value.old}: a removal without a successor needs a note`];
  return [];
}
