/** How a program writes a secret in a way of its own. */
export interface Format {
  readonly kind: string;
  /** With flags `d` and `g`, and a group `secret`; every repetition is bounded. */
  readonly expression: RegExp;
  /** Whether it must look like no word, as other things stand there too. */
  readonly isDoubtful?: true;
}
