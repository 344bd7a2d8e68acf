/** Who goes from one thing to another, and how that is said. */
const move =
  /(?:^|\b(?:switch(?:ing|ed)?|chang(?:e|ing|ed)|mov(?:e|ing|ed)|migrat(?:e|ing|ed|ion)|convert(?:ing|ed)?|go(?:ing)?|port(?:ing)?|transition(?:ing)?)(?<what>(?: (?!from\b)[\w.-]+){0,3}) )from (?!scratch\b)(?:[\w.+/-]+ ){1,3}?(?:to|over to|into) (?=\S)/i;
const replacement = /\breplac(?:e|ing) (?:[\w.+/-]+ ){1,3}?(?:with|by) (?=\S)/i;
/** From one of these to the other of them, or to what it is all about: each is half of what is asked. */
const isOneKind =
  /\b(?:stable|unstable|\d\d\.\d\d|release|one|host|machine|computer|server|ssd|disk)\b|to (?:nixos|nix)$/i;

/**
 * The question of somebody who goes from one thing to another, as one about the other ("switch to plasma"
 * of "switch from gnome to plasma"): what is left behind needs no explanation.
 */
export function goalOf(question: string): string {
  const found = move.exec(question) ?? replacement.exec(question);
  const whole = found === null ? '' : question.slice(found.index).replace(/[?.!\s]+$/, '');
  if (found === null || isOneKind.test(found[0]) || isOneKind.test(whole)) return question;
  return question.replace(found[0], `switch${found.groups?.['what'] ?? ''} to `);
}
