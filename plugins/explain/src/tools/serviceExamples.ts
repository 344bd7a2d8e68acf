import { schema, toolOf, type Arg } from '@nixai/api';
import type { ServiceExamples } from '../search/services.js';

const { object, string } = schema;

type Args = { readonly service: Arg<readonly string[]> };

/** How a service is configured. */
export const serviceExamplesTool = toolOf<ServiceExamples, Record<never, never>, Args>()({
  name: 'nixos_examples',
  description:
    'How a NixOS service is configured: examples that were checked against the option set, from the smallest on, then how to see that it works, and pitfalls.',
  input: { service: { to: 'service', required: true, description: 'nginx, or what it is for' } },
  item: object({ title: string, text: string }),
  answer: ({ service, examples, checks, pitfalls }) => ({
    about: `${service.name}: ${service.description.replace(/\s+/g, ' ').trim()}`,
    items: [
      ...examples.map(({ title, where, code, source }) => ({
        title: `${title} (${where}; ${source})`,
        text: `\`\`\`nix\n${code.trim()}\n\`\`\``,
      })),
      ...bullets('See that it works', checks),
      ...bullets('Pitfalls', pitfalls),
    ],
  }),
  text: ({ title, text }) => `${title}\n${text}`,
});

const bullets = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [{ title, text: lines.map((line) => `- ${line.trim()}`).join('\n') }];
