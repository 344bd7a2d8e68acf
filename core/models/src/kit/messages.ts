/**
 * The messages of a checked stream (`checkedStream`), each of them whole and on a line of its own,
 * as `data: {…}` or `{…}`. The caller says by M what it reads from one.
 */
export async function* messagesOf<M>({ body }: Response): AsyncGenerator<M> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield JSON.parse(line.replace(/^data: /, '')) as M;
  }
}
