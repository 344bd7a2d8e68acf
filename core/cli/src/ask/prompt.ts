import { fencedPrompt, type ChatMessage, type Passage } from '@nixai/api';
import { isTopicPassage } from '@nixai/docs';
import { snippetsText } from './snippets.js';
import type { Attachment } from './attachment.js';
import type { MachineFacts } from './result.js';

/** A question and its answer, from earlier in the conversation. */
export interface Turn {
  readonly question: string;
  readonly answer: string;
}

/** What a prompt is made of. Texts from the machine are redacted before they come here. */
export interface PromptMaterial {
  readonly question: string;
  /** What nixai itself answers, from the handbook or the option set: it has been checked. */
  readonly ownAnswer?: string;
  readonly passages: readonly Passage[];
  readonly renames: readonly string[];
  readonly machine?: MachineFacts;
  readonly attachments: readonly Attachment[];
  readonly earlier: readonly Turn[];
}

const rules = `You answer questions about NixOS, Nix, Home Manager and flakes.
- Answer the question directly, then show complete Nix code in fenced \`\`\`nix blocks and commands in \`\`\`sh blocks.
- Say where code belongs (configuration.nix, home.nix, flake.nix), how to apply it, how to check it, and what to beware of.
- Where nixai's own answer is among the material, it has been checked: agree with it, keep its names and code, and explain and adapt it to the question.
- Prefer the reference material below to your memory. Name only options that exist; if you are not sure of one, say so.
- Use current option names, never renamed or removed ones; declare things instead of using nix-env -i.
- If the material does not answer the question and you are not sure, say that plainly.`;

/** The messages for a model: rules, earlier turns, then the material and the question. */
export function buildPrompt(material: PromptMaterial): ChatMessage[] {
  const foreign = [
    { title: "nixai's own answer", text: material.ownAnswer ?? '' },
    ...material.passages.map((passage) => ({
      title: `reference: ${passage.title}`,
      text: passageText(passage),
    })),
    { title: 'renamed options', text: material.renames.join('\n') },
    {
      title: 'the machine',
      text: material.machine === undefined ? '' : machineText(material.machine),
    },
    ...material.attachments.map(({ name, text }) => ({ title: `file: ${name}`, text })),
  ];
  return fencedPrompt({
    rules,
    earlier: material.earlier.flatMap(({ question, answer }): ChatMessage[] => [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ]),
    foreign: foreign.filter(({ text }) => text !== ''),
    request: `Question: ${material.question}`,
  });
}

function passageText(passage: Passage): string {
  if (!isTopicPassage(passage)) return passage.text;
  const { topic } = passage;
  const pitfalls = topic.pitfalls.map((pitfall) => `- ${pitfall}`).join('\n');
  return [topic.answer, snippetsText(topic.snippets), pitfalls && `Pitfalls:\n${pitfalls}`]
    .filter((part) => part !== '')
    .join('\n\n');
}

function machineText({ kind, release, stateVersion, hosts }: MachineFacts): string {
  return [
    `NixOS ${release ?? 'of unknown release'}, configured with ${kind === 'flake' ? 'a flake' : 'channels'}`,
    ...(stateVersion === undefined ? [] : [`system.stateVersion ${stateVersion}`]),
    ...(hosts.length === 0 ? [] : [`hosts: ${hosts.join(', ')}`]),
  ].join('\n');
}
