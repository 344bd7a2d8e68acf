import { withoutStorePath, type Evidence } from '@nixai/api';

/** Where an option is defined: the file as the module system names it, and its value if it is shown. */
export interface Definition {
  readonly file: string;
  readonly value?: string;
}

const inFile =
  /(?:^|\s)(?:- )?In [`'"](?<file>[^'"`]{1,300})['"`](?<more>:)?(?: (?<value>.{1,200}))?/;

/** The `- In \`/etc/nixos/x.nix': value` lines below the message, at most 20. */
export function definitionsBelow(evidence: Evidence): readonly Definition[] {
  const lines = evidence.below(40);
  const found: Definition[] = [];
  for (const [index, text] of lines.entries()) {
    if (index > 0 && /^error:/.test(text)) break;
    const groups = inFile.exec(text)?.groups;
    if (groups === undefined || found.length === 20) continue;
    const value =
      groups['value'] ?? (groups['more'] === undefined ? undefined : lines[index + 1]?.trim());
    found.push({ file: moduleFile(groups['file'] ?? ''), value });
  }
  return found;
}

/** A module's file as people know it: without the store path of a flake's copy. */
export function moduleFile(file: string): string {
  return withoutStorePath(file).replace(/, via option .*$/, '');
}

/** An option path as the module system quotes it: `services.nginx.virtualHosts."a.b".root`. */
export const optionName = String.raw`[^'\`]{1,300}?`;
