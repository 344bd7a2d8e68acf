import { drift, type Drift, type Judged } from '../finding.js';
import type { Entry, Facts } from '../probe/read.js';

/** Files that a running system itself keeps, and that no deployment owns. */
const kept =
  /^(?:\.(?:clean|updated|pwd\.lock)|NIXOS|adjtime|mtab|machine-id|hostid|resolv\.conf.*|hostname|(?:passwd|group|shadow|gshadow|subuid|subgid)-?|ld\.so\.cache|locale\.conf|localtime|vconsole\.conf|static|nix\/(?:registry|machines).*|ssh\/(?:ssh_host_.*|authorized_keys\.d\/.*)|systemd\/system\/.*|NetworkManager\/system-connections\/.*|(?:cups|lvm|zfs|samba|wpa_supplicant|X11|udisks2|bluetooth|containers|kubernetes|cni|rancher|letsencrypt|wireguard|pihole|lirc)\/.*)$/;

/** Suffixes by which NixOS says that an entry is copied, and how. */
const about = /\.(?:mode|uid|gid)$/;

/** What of /etc is to be read, since its names alone do not tell. */
export interface EtcQuestions {
  /** Managed files that were copied to /etc. */
  readonly copies: readonly string[];
  /** Managed files in whose place something else stands. */
  readonly shadowed: readonly Entry[];
}

/** Compares the names of /etc with what is managed. */
export function questionsOf({ managed = [], etc }: Facts): EtcQuestions {
  const there = new Map(etc.map((one) => [one.path, one]));
  const names = new Set(managed.map(({ path }) => path));
  const copied = (path: string): boolean => names.has(`${path}.mode`);
  const files = managed.filter(({ path }) => !isAbout(path, names));
  return {
    copies: files.map(({ path }) => path).filter((path) => copied(path) && there.has(path)),
    shadowed: files.flatMap(({ path }) => {
      const own = there.get(path);
      return own === undefined || copied(path) || leadsThere(own) ? [] : [own];
    }),
  };
}

const isAbout = (path: string, names: ReadonlySet<string>): boolean =>
  about.test(path) && names.has(path.replace(about, ''));

const leadsThere = ({ path, type, target }: Entry): boolean =>
  type === 'l' && (target === `/etc/static/${path}` || target.startsWith('/nix/store/'));

/** The texts of a file: what is managed, and what is there; undefined where one could not be read. */
export type Texts = ReadonlyMap<
  string,
  { readonly managed?: Buffer; readonly there?: Buffer; readonly lines: readonly string[] }
>;

/** What of /etc is not as it is managed. @param texts of the files that were asked for. */
export function judgeEtc(facts: Facts, questions: EtcQuestions, texts: Texts): Judged {
  const { managed, etc, dangling } = facts;
  if (managed === undefined)
    return { found: [], notTold: [{ what: 'what of /etc is managed', why: 'no /etc/static' }] };
  const names = new Set(managed.map(({ path }) => path));
  const there = new Set(etc.map(({ path }) => path));
  // A folder that is linked as a whole has its files in the store.
  const missing = managed.filter(({ path }) => !isAbout(path, names) && !there.has(path));
  const differing = questions.copies.filter((path) => {
    const { managed: own, there: now } = texts.get(path) ?? {};
    return own !== undefined && now !== undefined && !own.equals(now);
  });
  const unread = questions.copies.filter((path) => texts.get(path)?.there === undefined);
  return {
    found: [
      ...questions.shadowed.map((one) => changed('etc-shadowed', one, facts, texts)),
      ...missing.map(({ path }) => drift('etc-missing', `/etc/${path}`, 'it is managed, and gone')),
      ...differing.map((path) => changed('etc-copy-differs', { path }, facts, texts)),
      ...etc
        .filter(
          ({ path, type, target }) =>
            !isManagedLink(type, target) && !isOwned(path, names) && !kept.test(path),
        )
        .map((one) => unmanaged(one)),
      ...dangling
        .filter(({ path }) => isOwned(path, names))
        .map(({ path, target }) =>
          drift('etc-dangling', `/etc/${path}`, 'it leads to nothing', [`→ ${target}`]),
        ),
    ],
    notTold:
      unread.length === 0
        ? []
        : [
            {
              what: `whether ${unread.map((path) => `/etc/${path}`).join(', ')} is as it was copied`,
              why: facts.isRoot ? 'it could not be read' : 'only root may read it',
            },
          ],
  };
}

/** Whether a file, or a folder that it is in, is managed. */
function isOwned(path: string, names: ReadonlySet<string>): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1))
    if (names.has(path.slice(0, end))) return true;
  return false;
}

/** A link that an older system left: activation takes it away. */
const isManagedLink = (type: string, target: string): boolean =>
  type === 'l' && (target.startsWith('/etc/static/') || target.startsWith('/nix/store/'));

function changed(
  kind: 'etc-shadowed' | 'etc-copy-differs',
  { path }: Pick<Entry, 'path'>,
  { etc }: Facts,
  texts: Texts,
): Drift {
  const own = etc.find((one) => one.path === path);
  const isSudo = /^sudoers(?:\.d\/|$)/.test(path);
  const when = timeOf(own);
  return drift(
    isSudo ? 'sudoers-differs' : kind,
    `/etc/${path}`,
    `${own?.type === 'l' ? 'another link' : 'another file'} than the one that is managed${when}`,
    own?.type === 'l' ? [`→ ${own.target}`] : (texts.get(path)?.lines ?? []),
  );
}

function unmanaged(one: Entry): Drift {
  const isSudo = one.path.startsWith('sudoers.d/');
  return drift(
    isSudo ? 'sudoers-undeclared' : 'etc-unmanaged',
    `/etc/${one.path}`,
    `nothing declares it${timeOf(one)}`,
    one.type === 'l' ? [`→ ${one.target}`] : [],
  );
}

const timeOf = (one: Entry | undefined): string =>
  one?.changed === undefined
    ? ''
    : `, last changed ${new Date(one.changed * 1000).toISOString().slice(0, 16).replace('T', ' ')}`;
