import { schema } from '@nixai/api';

const { boolean, described, list, object, optional, record, string } = schema;

/** One of them, as `plugins inspect` has it. */
export const pluginsInspectResult = object({
  name: string,
  version: string,
  root: string,
  type: described('user: installed; link: a folder under development', string),
  apiVersion: optional(string),
  apiRange: optional(string),
  signatureFault: optional(string),
  contributions: record(list(string)),
  commands: list(string),
  hidden: optional(record(string)),
  problem: optional(string),
  remedy: optional(string),
  from: string,
  pinned: boolean,
  integrity: optional(string),
  signedBy: optional(string),
  update: optional(string),
  services: list(string),
  opens: list(string),
  needs: list(string),
  effects: optional(list(string)),
});

export const pluginsResult = object({ plugins: list(pluginsInspectResult) });
