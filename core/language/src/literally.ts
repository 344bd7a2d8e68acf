/** A text as a regular expression reads it literally. */
export const literally = (text: string): string => text.replace(/[^\w]/g, '\\$&');
