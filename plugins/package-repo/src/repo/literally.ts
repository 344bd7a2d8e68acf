/** A name from a project, as a regular expression reads it literally. */
export const literally = (text: string): string => text.replace(/[^\w]/g, '\\$&');
