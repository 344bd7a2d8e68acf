import type { Evidence } from '@nixai/api';

const urlIn = /(?<url>(?:https?:\/\/|github:|gitlab:)[^\s'"`;,]{3,600})/;

export function urlOf(evidence: Evidence): string {
  return (
    (urlIn.exec(evidence.line.text) ?? evidence.before(urlIn, 6) ?? evidence.after(urlIn, 4))
      ?.groups?.['url'] ?? ''
  );
}
