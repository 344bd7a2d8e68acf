import { isNixaiError, messageOf, type AIProvider, type ChatEvent } from '@nixai/api';

const request = {
  model: 'test',
  messages: [{ role: 'user', content: 'How do I enable SSH?' }],
} as const;

const codes = [
  ...['provider-unreachable', 'model-not-found', 'provider-auth', 'provider-quota'],
  ...['provider-rate-limit', 'provider-refused', 'provider-failed'],
  // Of the services that it uses.
  ...['offline', 'network-failed', 'network-timeout', 'insecure-url', 'interrupted'],
];

export interface ProviderChecks {
  /** Also asks it for models and for an answer: give it a server of your own to talk to. */
  readonly ask?: boolean;
}

/** What is wrong with a provider, one sentence each; empty if it keeps the contract. */
export async function checkProvider(
  provider: AIProvider,
  { ask = false }: ProviderChecks = {},
): Promise<readonly string[]> {
  const found = await Promise.all([
    faultsOfStatus(provider),
    ...(ask ? [faultsOfModels(provider), faultsOfChat(provider), faultsOfAbort(provider)] : []),
  ]);
  return [...faultsOfData(provider), ...found.flat()].map((fault) => `${provider.name}: ${fault}`);
}

function faultsOfData({ name, locality }: AIProvider): string[] {
  const faults: string[] = [];
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) faults.push('the name is not kebab-case');
  if (locality !== 'loopback' && locality !== 'remote')
    faults.push(`the locality is "${String(locality)}", not loopback or remote`);
  return faults;
}

async function faultsOfStatus(provider: AIProvider): Promise<string[]> {
  const start = performance.now();
  try {
    const { available, detail, hint } = await provider.status();
    const faults: string[] = [];
    if (performance.now() - start > 3000) faults.push('status: takes more than two seconds');
    if (detail.trim() === '' || detail.includes('\n'))
      faults.push('status: detail is not one line');
    if (!available && hint === undefined) faults.push('status: it is not there, and says no hint');
    return faults;
  } catch (error) {
    return [`status throws: ${messageOf(error)}`];
  }
}

async function faultsOfModels(provider: AIProvider): Promise<string[]> {
  try {
    const models = await provider.models();
    return models.some(({ name }) => name === '') ? ['models: one has no name'] : [];
  } catch (error) {
    return faultsOfError('models', error);
  }
}

async function faultsOfChat(provider: AIProvider): Promise<string[]> {
  const events: ChatEvent[] = [];
  try {
    for await (const event of provider.chat(request)) events.push(event);
  } catch (error) {
    return faultsOfError('chat', error);
  }
  const faults: string[] = [];
  const ends = events.flatMap(({ type }, index) => (type === 'done' ? [index] : []));
  if (ends.length !== 1 || ends[0] !== events.length - 1)
    faults.push('chat: the last event is not the one "done"');
  if (!events.some((event) => event.type === 'text' && event.text !== ''))
    faults.push('chat: there is no text');
  return faults;
}

/** An aborted question ends at once: with an error, or with what was there so far. */
async function faultsOfAbort(provider: AIProvider): Promise<string[]> {
  const abort = new AbortController();
  abort.abort();
  const events: ChatEvent[] = [];
  try {
    for await (const event of provider.chat(request, abort.signal)) events.push(event);
  } catch {
    return [];
  }
  const whole = events.some((event) => event.type === 'done' && event.reason === 'stop');
  return whole ? ['chat: an aborted question is answered as if nothing had happened'] : [];
}

function faultsOfError(where: string, error: unknown): string[] {
  if (!isNixaiError(error)) return [`${where} throws what is no NixaiError: ${messageOf(error)}`];
  return codes.includes(error.code) ? [] : [`${where}: ${error.code} is no code of a provider`];
}
