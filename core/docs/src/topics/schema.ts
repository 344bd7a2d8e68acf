import * as v from 'valibot';
import { askedKinds } from './askedKinds.js';

/** A non-empty line or block of text. */
const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'));
const texts = v.optional(v.array(text), []);

/** What a topic is filed under. */
const areas = [
  'audio', 'boot', 'channels', 'concepts', 'containers', 'darwin', 'database', 'desktop',
  'development', 'editors', 'filesystems', 'flakes', 'fonts', 'gaming', 'graphics', 'hardware',
  'home-manager', 'installation', 'kernel', 'language', 'locale', 'maintenance', 'migration',
  'networking', 'nix', 'packages', 'packaging', 'printing', 'remote', 'secrets', 'security',
  'services', 'shell', 'storage', 'troubleshooting', 'users', 'virtualisation', 'web',
] as const; // prettier-ignore

/** Commands of nixai that a topic may point at. */
const nextCommand =
  /^nixai (ask|config|models|docs|doctor|history|explain-option|search|diagnose|check|health|devenv|migrate|store|mcp-server)\b/;

const snippet = v.strictObject({
  title: text,
  /** `shell` is commands for a terminal; the others are Nix, whole or the bindings of a set. */
  where: v.picklist(['nixos', 'home', 'flake', 'nix', 'shell']),
  code: text,
  /** The direct answer of who asks for this one and not for what the topic is about in general. */
  answer: v.optional(text),
  /** How else it is asked for, beside the words of its title. */
  synonyms: v.optional(v.array(text)),
});

const link = v.strictObject({
  title: text,
  url: v.pipe(v.string(), v.regex(/^https:\/\/[^\s]+$/, 'must be an https address')),
});

const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case'));

/** One file of `handbook/topics`. */
export const topicSchema = v.strictObject({
  id,
  title: text,
  area: v.picklist(areas),
  kind: v.picklist(['howto', 'concept', 'troubleshoot']),
  /** How people ask it, error messages among them. */
  questions: v.pipe(v.array(text), v.minLength(3), v.maxLength(12)),
  synonyms: v.pipe(v.array(text), v.minLength(1)),
  /** Markdown, direct. */
  answer: text,
  options: texts,
  homeOptions: texts,
  packages: texts,
  snippets: v.optional(v.array(snippet), []),
  /** Texts of the snippets that give way to what the question says: `port: '80 443'`. */
  asked: v.optional(v.partial(v.strictObject(v.entriesFromList(askedKinds, text)))),
  steps: texts,
  checks: texts,
  pitfalls: texts,
  links: v.optional(v.array(link), []),
  next: v.optional(v.array(v.pipe(v.string(), v.regex(nextCommand, 'is no nixai command'))), []),
  related: v.optional(v.array(id), []),
});

/** One entry of a file of `handbook/options`; `type` and `default` as the module declares them. */
export const optionSchema = v.strictObject({
  name: text,
  set: v.picklist(['nixos', 'home-manager']),
  type: text,
  default: v.optional(text),
  example: v.optional(text),
  summary: text,
  pitfalls: v.optional(v.array(text)),
  /** The topic that shows it at work. */
  topic: v.optional(id),
});

/** One entry of `handbook/renames.yaml`. */
export const renameSchema = v.strictObject({
  set: v.picklist(['nixos', 'home-manager']),
  old: text,
  new: v.array(text),
  kind: v.picklist(['renamed', 'removed']),
  /** The release: `24.11`; `unknown` where it is not recorded. */
  since: v.pipe(v.string(), v.regex(/^(\d\d\.\d\d|unknown)$/, 'must be a release or "unknown"')),
  /** The name stands for everything below it, which moved, or went, with it. */
  block: v.optional(v.literal(true)),
  note: v.optional(text),
});

export type Topic = v.InferOutput<typeof topicSchema>;
export type Snippet = v.InferOutput<typeof snippet>;
export type OptionEntry = v.InferOutput<typeof optionSchema>;
export type Rename = v.InferOutput<typeof renameSchema>;
