import {
  ExitCode,
  NixaiError,
  type CalledTool,
  type CommandInput,
  type JsonSchema,
  type LoadedCommand,
  type ToolField,
  type ToolInfo,
} from '@nixai/api';
import type { Catalog, CatalogEntry } from '../catalog.js';
import { valueSchema } from './inputSchema.js';

type Tool = NonNullable<LoadedCommand['tools']>[number];

interface Named {
  readonly name: string;
  readonly entry: CatalogEntry;
}

/** What commands offer to agents; the first of two of a name is it. */
export async function listTools(catalog: Catalog): Promise<readonly ToolInfo[]> {
  const found = await Promise.all(named(catalog).map(loadTool));
  return found.map(({ command, tool, entry: { id, origin } }) => {
    const { name, description, item, writes = false } = tool;
    return { name, description, origin, command: id, input: inputOf(command, tool), item, writes };
  });
}

/** @throws NixaiError `unknown-tool`. */
export async function findTool(
  catalog: Catalog,
  name: string,
): Promise<{ readonly command: LoadedCommand; readonly tool: Tool }> {
  const all = named(catalog);
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return loadTool(found);
  throw new NixaiError({
    code: 'unknown-tool',
    what: `there is no tool "${name}"`,
    why: `there are: ${all.map((one) => one.name).join(', ')}`,
    hint: 'nixai mcp-server tools',
    exitCode: ExitCode.usage,
  });
}

/** By name, so that an agent is told of them in the same order each time. */
function named(catalog: Catalog): readonly Named[] {
  const entries = new Map<string, CatalogEntry>();
  for (const entry of catalog())
    for (const name of entry.tools ?? []) if (!entries.has(name)) entries.set(name, entry);
  return [...entries]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, entry]) => ({ name, entry }));
}

async function loadTool({ name, entry }: Named) {
  const command = await entry.load();
  const tool = command.tools?.find((one) => one.name === name);
  if (tool === undefined)
    throw new Error(`${entry.id} has no tool ${name}, which its manifest speaks of`);
  return { command, tool, entry };
}

function inputOf(command: LoadedCommand, { input }: Tool): JsonSchema {
  const fields = Object.entries(input);
  const required = fields.filter(([, field]) => field.required === true).map(([name]) => name);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      fields.map(([name, field]) => [name, fieldSchema(command, field)]),
    ),
  };
}

function fieldSchema(command: LoadedCommand, field: ToolField): JsonSchema {
  const { to, list, maximum, description } = field;
  const about = description === undefined ? {} : { description };
  if (to === '-') return { type: 'string', ...about };
  const spec = to.startsWith('--') ? command.flags?.[to.slice(2)] : command.args?.[to];
  if (spec === undefined) throw new Error(`${command.id} has no ${to}, which its tool speaks of`);
  const { default: fallback, ...schema } = valueSchema(
    list === true || to.startsWith('--') ? spec : { ...spec, multiple: false },
  );
  return {
    ...schema,
    ...(fallback !== undefined && { default: fallback }),
    ...(maximum !== undefined && { maximum }),
    ...about,
  };
}

/**
 * What an agent gave, as what the command takes.
 * @throws NixaiError `usage`, in words that let the agent mend it.
 */
export function toolInput(
  tool: Tool,
  given: Readonly<Record<string, unknown>>,
): CommandInput & { readonly flags: Record<string, unknown> } {
  const known = Object.keys(tool.input);
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw usage(tool, `there is no "${stranger}"`, `there are: ${known.join(', ')}`);
  const flags: Record<string, unknown> = {};
  const args: Record<string, unknown> = {};
  let stdin: string | undefined;
  const put = (to: string, value: unknown): void => {
    if (to === '-') stdin = String(value);
    else if (to.startsWith('--')) flags[to.slice(2)] = value;
    else args[to] = value;
  };
  for (const [to, value] of Object.entries(tool.always ?? {})) put(to, value);
  for (const [name, field] of Object.entries(tool.input)) {
    const value = given[name];
    if (value === undefined || value === null) {
      if (field.required === true) throw usage(tool, `"${name}" is missing`);
      continue;
    }
    holdTo(tool, name, field, value);
    put(field.to, value);
    for (const [to, said] of Object.entries(field.with ?? {})) put(to, said);
  }
  return { flags, args, ...(stdin !== undefined && { stdin }) };
}

/** The rest is the parser's: it says the same of a word that a person types. */
function holdTo(tool: Tool, name: string, { to, list, maximum }: ToolField, value: unknown): void {
  if (list === true) {
    if (!Array.isArray(value)) throw usage(tool, `"${name}" takes a list`);
  } else if (Array.isArray(value)) throw usage(tool, `"${name}" takes one value`);
  if (to === '-' && typeof value !== 'string') throw usage(tool, `"${name}" takes text`);
  if (maximum !== undefined && Number(value) > maximum)
    throw usage(tool, `"${name}" is ${maximum} at most`);
}

function usage({ name }: Tool, what: string, why?: string): NixaiError {
  return new NixaiError({
    code: 'usage',
    what: `${name}: ${what}`,
    why,
    hint: 'nixai mcp-server tools',
    exitCode: ExitCode.usage,
  });
}

/** @param result without secrets and escapes. */
export function toolAnswer(tool: Tool, result: unknown): CalledTool {
  const { about, items } = tool.answer(result);
  return { about, items: items.map((data) => ({ data, text: tool.text(data) })) };
}
