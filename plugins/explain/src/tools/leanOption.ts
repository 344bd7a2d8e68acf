import { schema, type Infer } from '@nixai/api';
import type { ExactOption } from '../explain/exactOption.js';

const { boolean, integer, list, object, optional, string } = schema;

/** One option as a model needs it; `found: false` with the names near it where there is none. */
export const leanOptionSchema = object({
  found: boolean,
  name: string,
  set: optional(string),
  type: optional(string),
  default: optional(string),
  example: optional(string),
  readOnly: optional(boolean),
  below: optional(integer),
  note: optional(string),
  description: optional(string),
  near: optional(list(string)),
});
export type LeanOption = Infer<typeof leanOptionSchema>;

/** Characters that are kept: what follows is in the manual. */
const most = { description: 900, value: 240 };

export function leanOption(exact: ExactOption): LeanOption {
  const { found, option, query, note, nearest, children } = exact;
  const about = { found, note, ...(children > 0 && { below: children }) };
  if (option === undefined) return { ...about, name: query, near: nearest };
  const { name, set, type, description, readOnly } = option;
  return {
    ...about,
    ...{ name, set },
    type: shortened(type, most.value),
    default: shortened(option.default, most.value),
    example: shortened(option.example, most.value),
    ...(readOnly && { readOnly }),
    description: shortened(description, most.description),
  };
}

/** The same in a few lines, for a model and for a terminal. */
export function leanOptionText(option: LeanOption): string {
  const { found, name, set, note, description, below, near = [], readOnly } = option;
  if (!found)
    return [
      note ?? `There is no option ${name}.`,
      ...(near.length > 0 ? [`Near it: ${near.join(', ')}`] : []),
    ].join('\n');
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['type', option.type],
    ['default', option.default],
    ['example', option.example],
    ['read-only', readOnly === true ? 'yes: other modules set it' : undefined],
    ['below it', below === undefined ? undefined : `${below} options`],
    ['note', note],
  ];
  return [
    `${name} (${set})`,
    ...facts.flatMap(([label, fact]) => (fact === undefined ? [] : [`${label}: ${fact}`])),
    ...(description === undefined ? [] : [description]),
  ].join('\n');
}

function shortened(text: string | undefined, length: number): string | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return undefined;
  return trimmed.length <= length ? trimmed : `${trimmed.slice(0, length).trimEnd()} …`;
}
