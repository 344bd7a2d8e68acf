import { createHash } from 'node:crypto';
import {
  isNixaiError,
  messageOf,
  NixaiError,
  type CalledTool,
  type CommandSession,
  type Prompt,
  type ToolInfo,
  type View,
} from '@nixai/api';
import { portion, type Portion } from './budget.js';
import { holdAnswer, holdInput, holdPlan, type Folders } from './folders.js';

/** How a server answers. */
export interface Manner {
  readonly maxTokens: number;
  readonly allowWrite: boolean;
  /** Names of the tools that are offered; all if absent. */
  readonly tools?: readonly string[];
  /** Where files lie that tools may read. */
  readonly folders: Folders;
}

/** What a tool said, or why it could not: both are for the model. */
export type Outcome =
  ({ readonly ok: true } & Portion) | { readonly ok: false; readonly text: string };

/** What agents may call. */
export interface Offer {
  /** By name. */
  tools(): Promise<readonly ToolInfo[]>;
  /** @returns undefined for a tool that is not offered. */
  call(
    name: string,
    given: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<Outcome | undefined>;
}

export interface OfferOptions {
  readonly all: () => Promise<readonly ToolInfo[]>;
  /** The session that calls are made in now: another one after what it knows has changed. */
  readonly session: () => Promise<CommandSession>;
  readonly manner: () => Promise<Manner>;
  /** Draws what a writing command shows before it asks. */
  readonly view: View;
  readonly onCall?: (call: Called) => void;
}

/** One call, for logs and figures. */
export interface Called {
  readonly tool: string;
  readonly outcome: 'ok' | 'error';
  readonly milliseconds: number;
}

/** The commands that are tools, within what this server may do and say. */
export function createOffer({ all, session, manner, view, onCall }: OfferOptions): Offer {
  async function tools(): Promise<readonly ToolInfo[]> {
    const { allowWrite, tools: wanted } = await manner();
    const offered = await all();
    return offered.filter(
      ({ name, writes }) =>
        (allowWrite || !writes) && (wanted === undefined || wanted.includes(name)),
    );
  }

  async function run(
    { name, writes }: ToolInfo,
    given: Readonly<Record<string, unknown>>,
    signal: AbortSignal | undefined,
  ): Promise<Portion> {
    const { cursor, confirm, ...input } = given;
    const [calls, { maxTokens, folders }] = await Promise.all([session(), manner()]);
    await holdInput(folders, input);
    const word = (what: string, value: unknown): string | undefined => {
      if (value === undefined || typeof value === 'string') return value;
      throw new NixaiError({ code: 'usage', what: `${name}: "${what}" takes text`, exitCode: 2 });
    };
    if (writes) {
      const agreed = word('confirm', confirm);
      const write = (yes?: string) => callWriting(calls, name, input, yes, view, signal);
      let { answer, asked } = await write();
      // What would be written is known before anything is.
      await holdPlan(folders, answer);
      if (agreed !== undefined) ({ answer, asked } = await write(agreed));
      const { text, data } = portion(answer, maxTokens, name);
      if (asked === undefined || asked === agreed) return { text, data };
      const how = `Nothing was changed. After the user's yes, call again with confirm: "${asked}".`;
      return { text: `${text}\n\n${how}`, data: { ...data, confirm: asked } as Portion['data'] };
    }
    const answer = await holdAnswer(folders, await calls.callTool(name, input, { signal }));
    const key = JSON.stringify([name, input]);
    return portion(answer, maxTokens, key, word('cursor', cursor));
  }

  async function call(
    name: string,
    given: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<Outcome | undefined> {
    const tool = (await tools()).find((one) => one.name === name);
    if (tool === undefined) return undefined;
    const began = performance.now();
    const told = (outcome: Called['outcome']) =>
      onCall?.({ tool: name, outcome, milliseconds: performance.now() - began });
    try {
      const done = { ok: true as const, ...(await run(tool, given, signal)) };
      told('ok');
      return done;
    } catch (error) {
      told('error');
      return { ok: false, text: inWords(error) };
    }
  }

  return { tools, call };
}

/**
 * A command that writes shows its plan and asks; the agent's answer is the hash of what was shown, so
 * that nobody agrees to what they have not seen.
 */
async function callWriting(
  session: CommandSession,
  name: string,
  input: Readonly<Record<string, unknown>>,
  agreed: string | undefined,
  view: View,
  signal: AbortSignal | undefined,
): Promise<{ readonly answer: CalledTool; readonly asked?: string }> {
  let shown = '';
  let asked: string | undefined;
  const answer = await session.callTool(name, input, {
    signal,
    view,
    sink: (event) => {
      if (event.type === 'text') shown += event.text;
    },
    prompt: onlyYes((question) => {
      asked = createHash('sha256').update(`${question}\n${shown}`).digest('hex').slice(0, 16);
      return asked === agreed;
    }),
  });
  return { answer, asked };
}

/** Answers yes and no; whatever else a command may want to know is for a person. */
function onlyYes(decide: (question: string) => boolean): Prompt {
  const refuse = async (question: string): Promise<never> => {
    throw new NixaiError({ code: 'not-interactive', what: `a person has to answer: ${question}` });
  };
  return {
    interactive: false,
    confirm: async (question) => decide(question),
    input: refuse,
    password: refuse,
    select: refuse,
  };
}

/** An error so that a model can mend its call, or tell the user what to do. */
function inWords(error: unknown): string {
  if (!isNixaiError(error)) return messageOf(error);
  const { what, why, hint } = error;
  return [what, why, hint === undefined ? undefined : `Next: ${hint}`]
    .filter((part) => part !== undefined && part !== '')
    .join('\n');
}
