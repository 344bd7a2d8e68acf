/** Something could not be told; the message says why, and `how` what to run to see it all the same. */
export class NotTold extends Error {
  constructor(
    message: string,
    readonly how?: string,
  ) {
    super(message);
    this.name = 'NotTold';
  }
}

/** Only root may read it. */
export const onlyRoot = (what: string): NotTold =>
  new NotTold(`only root may read ${what}`, 'Run it with sudo');

/** A program did not come to an end; what it said last is the reason. */
export function cutShort(program: string, stderr: string): NotTold {
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return new NotTold(
    `${program} did not come to an end${last === '' ? '' : `: ${last.slice(0, 200)}`}`,
  );
}
