import { ExitCode, NixaiError } from '@nixai/api';

/** Where templates come from, as it is typed. */
export type Address =
  | {
      readonly kind: 'github';
      readonly owner: string;
      readonly repo: string;
      readonly rev?: string;
    }
  | { readonly kind: 'git'; readonly url: string; readonly rev?: string };

const rev = '(?:@(?<rev>[\\w][\\w./-]{0,100}))?';
const github = new RegExp(`^github:(?<owner>[\\w-]{1,39})/(?<repo>[\\w.-]{1,100}?)${rev}$`);
const git = new RegExp(
  `^git\\+(?<url>(?:https|ssh|file)://[^\\s@]*(?:[^\\s/@]+@[^\\s@]+)?)${rev}$`,
);

/** @throws NixaiError `usage` for what is no address. */
export function readAddress(text: string): Address {
  const hub = github.exec(text)?.groups;
  if (hub !== undefined && !/^\.+$/.test(hub['repo'] ?? ''))
    return { kind: 'github', owner: hub['owner']!, repo: hub['repo']!, ...revOf(hub) };
  const other = git.exec(text)?.groups;
  if (other !== undefined) return { kind: 'git', url: other['url']!, ...revOf(other) };
  throw new NixaiError({
    code: 'usage',
    what: `"${text}" is no place that templates could be fetched from`,
    hint: 'github:OWNER/REPO[@REVISION], or git+https://HOST/REPO[@REVISION] (also git+ssh:, git+file:)',
    exitCode: ExitCode.usage,
  });
}

const revOf = ({ rev: written }: Record<string, string | undefined>) =>
  written === undefined ? {} : { rev: written };

/** The name of its pack, which is that of its folder, too: `owner-repo`. */
export function packName(address: Address): string {
  const text =
    address.kind === 'github'
      ? `${address.owner}-${address.repo}`
      : address.url.replace(/^\w+:\/\/(?:[^@/]*@)?/, '').replace(/\.git$/, '');
  const name = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return (
    name
      .replace(/^-+|-+$/g, '')
      .slice(-60)
      .replace(/^-+/, '') || 'templates'
  );
}

export const addressText = (address: Address): string =>
  address.kind === 'github' ? `github:${address.owner}/${address.repo}` : `git+${address.url}`;
