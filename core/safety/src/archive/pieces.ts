/** A stream, read in pieces of the size that is asked for. */
export class Pieces {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** So many bytes; undefined where there are fewer. */
  async take(size: number): Promise<Uint8Array | undefined> {
    const parts = [this.#rest];
    let length = this.#rest.length;
    while (length < size) {
      const next = await this.#source.next();
      if (next.done === true) return undefined;
      parts.push(next.value);
      length += next.value.length;
    }
    const all = parts.length === 1 ? this.#rest : Buffer.concat(parts);
    this.#rest = all.subarray(size);
    return all.subarray(0, size);
  }

  /** What has not been taken, as it comes. */
  async *others(): AsyncGenerator<Uint8Array> {
    yield this.#rest;
    for (let next = await this.#source.next(); next.done !== true; next = await this.#source.next())
      yield next.value;
  }

  /** Ends the stream where it is. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
