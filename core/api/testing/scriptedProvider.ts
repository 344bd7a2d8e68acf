import { NixaiError, type AIProvider, type ChatRequest } from '@nixai/api';

export interface ScriptedProvider extends AIProvider {
  /** What it was asked, in order. */
  readonly requests: readonly ChatRequest[];
}

/**
 * A provider that gives the answers of a script, one a request; an Error is thrown instead. Asked
 * once more than it has answers, it fails.
 */
export function scriptedProvider(
  answers: readonly (string | Error)[],
  more: Partial<Pick<AIProvider, 'name' | 'locality' | 'defaultModel'>> = {},
): ScriptedProvider {
  const requests: ChatRequest[] = [];
  return {
    name: 'scripted',
    locality: 'loopback',
    defaultModel: 'script',
    ...more,
    requests,
    status: async () => ({ available: true, detail: 'answers from a script' }),
    models: async () => [{ name: more.defaultModel ?? 'script' }],
    async *chat(request) {
      const answer = answers[requests.length];
      requests.push(request);
      if (answer === undefined)
        throw new NixaiError({
          code: 'provider-failed',
          what: `the script has ${answers.length} answers, and was asked for one more`,
        });
      if (answer instanceof Error) throw answer;
      // In pieces, as models do: whoever reads only the first one is found out.
      for (const text of answer.match(/.{1,12}/gsu) ?? []) yield { type: 'text', text };
      yield { type: 'done', reason: 'stop' };
    },
  };
}
