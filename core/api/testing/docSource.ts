import { messageOf, type DocSource, type Passage } from '@nixai/api';

const kinds = ['option', 'package', 'topic', 'page', 'rule'];
const signal = new AbortController().signal;
/** Nobody writes about these; a source that finds something for them finds it for anything. */
const nonsense = 'xqzvwk plorfnagle grubbelwitz';

export interface DocSourceSample {
  /** A question that the source must know something about. */
  readonly text: string;
  /** The id, or a part of the title, of a passage that it must find. */
  readonly finds?: string;
}

/**
 * What is wrong with a doc source, one sentence each; empty if it keeps the contract and finds what
 * the samples say.
 */
export async function checkDocSource(
  source: DocSource,
  samples: readonly DocSourceSample[] = [],
): Promise<readonly string[]> {
  const found = await Promise.all([
    faultsOfStatus(source),
    faultsOfNonsense(source),
    ...samples.map((sample) => faultsOfSample(source, sample)),
  ]);
  return [...faultsOfData(source), ...found.flat()].map((fault) => `${source.name}: ${fault}`);
}

function faultsOfData({ name, summary, kinds: own }: DocSource): string[] {
  const faults: string[] = [];
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) faults.push('the name is not kebab-case');
  if (!/^\S.*[^.\s]$/.test(summary)) faults.push('the summary is not one line without a full stop');
  if (own.length === 0) faults.push('it names no kind of documentation');
  for (const kind of own) if (!kinds.includes(kind)) faults.push(`there is no kind "${kind}"`);
  return faults;
}

async function faultsOfStatus(source: DocSource): Promise<string[]> {
  try {
    const { available, detail, hint, date } = await source.status();
    const faults: string[] = [];
    if (detail.trim() === '' || detail.includes('\n'))
      faults.push('status: detail is not one line');
    if (!available && hint === undefined) faults.push('status: it is not there, and says no hint');
    if (date !== undefined && Number.isNaN(Date.parse(date)))
      faults.push(`status: "${date}" is no ISO 8601 date`);
    return faults;
  } catch (error) {
    return [`status throws: ${messageOf(error)}`];
  }
}

async function faultsOfNonsense(source: DocSource): Promise<string[]> {
  try {
    const passages = await source.search({ text: nonsense, limit: 5 }, signal);
    const likely = passages.filter(({ score }) => score >= 0.5);
    return [
      ...(likely.length > 0 ? ['search: it finds a plausible answer to nonsense'] : []),
      ...faultsOfPassages(source, passages, 5),
    ];
  } catch (error) {
    return [`search throws: ${messageOf(error)}`];
  }
}

async function faultsOfSample(source: DocSource, { text, finds }: DocSourceSample) {
  const where = `search for "${text}"`;
  try {
    const [one, more] = await Promise.all(
      [1, 20].map((limit) => source.search({ text, limit }, signal)),
    );
    const faults = [
      ...faultsOfPassages(source, one ?? [], 1),
      ...faultsOfPassages(source, more ?? [], 20),
    ];
    if (more?.length === 0) faults.push('nothing is found');
    const is = ({ id, title }: Passage) => id === finds || title.includes(finds ?? '');
    if (finds !== undefined && more?.some(is) !== true) faults.push(`${finds} is not found`);
    return [...new Set(faults)].map((fault) => `${where}: ${fault}`);
  } catch (error) {
    return [`${where} throws: ${messageOf(error)}`];
  }
}

function faultsOfPassages(source: DocSource, passages: readonly Passage[], limit: number) {
  const faults: string[] = [];
  if (passages.length > limit) faults.push(`${passages.length} passages, ${limit} were asked for`);
  if (new Set(passages.map(({ id }) => id)).size < passages.length)
    faults.push('an id comes twice');
  const scores = passages.map(({ score }) => score);
  if (scores.some((score, i) => score > (scores[i - 1] ?? 1))) faults.push('the best is not first');
  for (const { id, kind, title, text, score, citation } of passages) {
    if (!(score >= 0 && score <= 1)) faults.push(`${id}: the score ${score} is not in 0 to 1`);
    if (!source.kinds.includes(kind))
      faults.push(`${id}: the source does not name the kind ${kind}`);
    if (title.trim() === '') faults.push(`${id}: has no title`);
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text))
      faults.push(`${id}: has control characters`);
    if (/<\/?(div|span|p|a|br|table)\b[^>]*>/i.test(text)) faults.push(`${id}: has HTML`);
    if (citation.source !== source.name)
      faults.push(`${id}: cites "${citation.source}", not itself ("${source.name}")`);
  }
  return faults;
}
