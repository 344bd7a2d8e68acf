/** A source of numbers that gives the same ones for the same seed (mulberry32). */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(choices: ArrayLike<T>): T => choices[below(choices.length)] as T;
  const of = (alphabet: string, length: number): string =>
    Array.from({ length }, () => pick(alphabet)).join('');
  const lower = 'abcdefghijklmnopqrstuvwxyz';
  const upper = lower.toUpperCase();
  const digits = '0123456789';
  return {
    below,
    pick,
    of,
    lower: (length: number) => of(lower, length),
    digits: (length: number) => of(digits, length),
    hex: (length: number) => of('0123456789abcdef', length),
    alnum: (length: number) => of(lower + upper + digits, length),
    urlSafe: (length: number) => of(`${lower}${upper}${digits}_-`, length),
    /** Bytes in base64, padded. */
    base64: (bytes: number) =>
      Buffer.from(Array.from({ length: bytes }, () => below(256))).toString('base64'),
    nixHash: (length: number) => of('0123456789abcdfghijklmnpqrsvwxyz', length),
    crypt: (length: number) => of(`./${digits}${upper}${lower}`, length),
    upperAlnum: (length: number) => of(upper + digits, length),
    bech32: (length: number) => of('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', length),
    /** What a person makes up: a word, a number, a sign. */
    password: () =>
      pick(['hunter', 'Sommer', 'kitten', 'dragon', 'Zebra']) +
      digits[below(10)] +
      digits[below(10)] +
      pick('!#%+_') +
      of(lower, 2),
    word: () => pick(['alice', 'bob', 'server', 'backup', 'gitea', 'nas', 'media', 'vpn']),
  };
}

export type Random = ReturnType<typeof createRandom>;
