import type { JsonSchema, ToolInfo } from '@nixai/api';

/** A tool as an agent is told of it. */
export interface ToolDefinition {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchema & { readonly type: 'object' };
  readonly outputSchema: JsonSchema & { readonly type: 'object' };
  readonly annotations: { readonly readOnlyHint: boolean; readonly destructiveHint?: boolean };
}

/** Fields that every tool has beside its own. */
const cursor = { type: 'string', description: 'Of the result before, for what is left' };
const confirm = { type: 'string', description: 'The hash of the diff that the user agreed to' };

export function definitionOf({ name, description, input, item, writes }: ToolInfo): ToolDefinition {
  return {
    name,
    description,
    inputSchema: {
      ...input,
      type: 'object',
      properties: { ...input.properties, ...(writes ? { confirm } : { cursor }) },
    },
    outputSchema: {
      type: 'object',
      properties: {
        about: { type: 'string' },
        items: { type: 'array', items: open(item) },
        left: { type: 'integer' },
        ...(writes ? { confirm: { type: 'string' } } : { cursor: { type: 'string' } }),
      },
      required: ['about', 'items'],
    },
    annotations: { readOnlyHint: !writes, ...(writes && { destructiveHint: false }) },
  };
}

/** A schema without "nothing else": a model is told what there is, and pays for each word. */
function open({ additionalProperties, ...schema }: JsonSchema): JsonSchema {
  return {
    ...schema,
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: open(additionalProperties),
    }),
    ...(schema.items !== undefined && { items: open(schema.items) }),
    ...(schema.properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, one]) => [name, open(one)]),
      ),
    }),
  };
}

/** What a model pays for a text, as far as can be said without its tokenizer. */
export const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);
