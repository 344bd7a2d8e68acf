/** What the lexer reads, and what a closing brace goes back to. */
export const Mode = {
  /** Tokens: at the top, and between braces. */
  code: 0,
  /** Tokens of `${…}` where no text is around it. */
  dynamicAttribute: 1,
  string: 2,
  indentedString: 3,
  path: 4,
} as const;

export type Mode = (typeof Mode)[keyof typeof Mode];
