import type { JsonSchema } from '@nixai/api';
import { exceptionKeys } from './exception.js';
import { fields } from './machine.js';
import { registryVersion } from './read.js';

const name: JsonSchema = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$' };
const names: JsonSchema = { type: 'array', items: name };

/** What a registry's file may say, for editors. */
export const registrySchema: JsonSchema = {
  title: 'A registry of machines for nixai',
  type: 'object',
  additionalProperties: false,
  properties: {
    version: { const: registryVersion },
    machines: {
      type: ['object', 'null'],
      description: 'By name; a host may be left out where another registry says it',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          ...Object.fromEntries(
            fields.map(({ key, type, about }) => [key, { type, description: about }]),
          ),
          tags: { ...names, description: 'Words to choose it by' },
        },
      },
    },
    exceptions: {
      type: ['array', 'null'],
      description: 'Findings of machines drift-check that somebody has agreed to',
      items: {
        type: 'object',
        additionalProperties: false,
        required: Object.keys(exceptionKeys),
        properties: {
          machine: name,
          finding: { type: 'string', description: 'The id of the finding' },
          reason: { type: 'string' },
          until: { type: 'string', description: 'Its last day: 2026-12-31' },
          'approved-by': { type: 'string' },
        },
      },
    },
    groups: {
      type: ['object', 'null'],
      description: 'By name: machines and groups',
      additionalProperties: names,
    },
  },
};
