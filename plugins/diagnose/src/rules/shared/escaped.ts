/** A name of a log, as a pattern that matches just that: anybody may have written it. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
