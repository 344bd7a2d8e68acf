import type { View } from '@nixai/api';

/** A finding of `nixai diagnose`, as far as it is shown one by one. */
export interface Issue {
  readonly title: string;
  readonly culprit: string;
  readonly message: string;
  readonly role: 'cause' | 'consequence';
  readonly at?: { readonly file: string; readonly line?: number };
  readonly fixes: readonly {
    readonly title: string;
    readonly code?: string;
    readonly language?: 'nix' | 'sh' | 'text';
    readonly risk: 'none' | 'restart' | 'data' | 'security';
    readonly step?: 'if' | 'look';
  }[];
  readonly verify: readonly string[];
  readonly docs: readonly { readonly title: string; readonly url: string }[];
}

const risks = {
  none: '',
  restart: ' (interrupts what is running)',
  data: ' (can lose data)',
  security: ' (opens something to others)',
} as const;

/** Everything that is known of one issue. */
export function renderIssue(issue: Issue, view: View): string {
  const { title, culprit, message, at, fixes, verify, docs } = issue;
  const place =
    at === undefined ? '' : ` at ${at.file}${at.line === undefined ? '' : `:${at.line}`}`;
  const parts = [
    view.style.heading(`${title}: ${culprit}${place}`),
    view.wrap(message),
    ...fixes.flatMap(({ title, code, language = 'text', risk }, index) => [
      view.wrap(`${index + 1}. ${title}${risks[risk]}`),
      code === undefined ? '' : view.code(code, language),
    ]),
    verify.length === 0
      ? ''
      : `Then look whether it helped:\n${view.code(verify.join('\n'), 'sh')}`,
    docs.map(({ title, url }) => `${title}: ${url}`).join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
