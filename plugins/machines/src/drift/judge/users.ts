import { createHash } from 'node:crypto';
import { drift, type Drift, type Judged, type NotTold } from '../finding.js';
import type { Facts } from '../probe/read.js';

interface User {
  readonly name: string;
  readonly uid: number;
  readonly home: string;
  readonly shell: string;
}

/** The part of a system's users-groups.json that is read. */
interface Declared {
  readonly users: readonly {
    readonly name: string;
    readonly home?: string;
    readonly shell?: string;
  }[];
}

/** Users, what they are, and whose keys let in, beside what the system declares. */
export function judgeUsers(facts: Facts): Judged {
  const users = facts.passwd.flatMap(userOf);
  const declared = declaredOf(facts.declaredUsers);
  return {
    found: [
      ...users
        .filter(({ name, uid }) => uid === 0 && name !== 'root')
        .map(({ name }) => drift('user-uid-zero', name, 'its uid is 0')),
      ...(declared === undefined ? [] : users.flatMap((user) => ofUser(user, declared))),
      ...keysOf(facts),
    ],
    notTold: [
      ...(declared === undefined
        ? [{ what: 'which users are declared', why: 'its system does not say it in a way we know' }]
        : []),
      ...(facts.isRoot ? [] : [unseenKeys]),
    ],
  };
}

const unseenKeys: NotTold = {
  what: "other users' keys, profiles and programs",
  why: 'only root sees them: log in as root, or let sudo ask for no password there',
};

function userOf(line: string): readonly User[] {
  const [name = '', , uid, , , home = '', shell = ''] = line.split(':');
  return name === '' || !/^\d+$/.test(uid ?? '') ? [] : [{ name, uid: Number(uid), home, shell }];
}

function declaredOf(text: string | undefined): Declared | undefined {
  try {
    const read = JSON.parse(text ?? '') as Partial<Declared> | null;
    return Array.isArray(read?.users) ? (read as Declared) : undefined;
  } catch {
    return undefined;
  }
}

function ofUser({ name, uid, home, shell }: User, { users }: Declared): readonly Drift[] {
  const own = users.find((one) => one.name === name);
  if (own === undefined)
    return [drift('user-undeclared', name, `uid ${uid}, which nothing declares`)];
  const differing = [
    ['home', own.home, home],
    ['shell', own.shell, shell],
  ].filter(([, wanted, is]) => wanted !== undefined && wanted !== '' && wanted !== is);
  if (differing.length === 0) return [];
  return [
    drift(
      'user-shell-differs',
      name,
      differing.map(([what, wanted, is]) => `${what} ${is}, declared ${wanted}`).join('; '),
    ),
  ];
}

/** Keys in homes; those that NixOS declares lie in /etc/ssh/authorized_keys.d. */
function keysOf({ keys, declaredKeys }: Facts): readonly Drift[] {
  const known = new Set(declaredKeys.map(({ user, line }) => `${user} ${keyIn(line)?.data ?? ''}`));
  return keys.flatMap(({ user, file, line }) => {
    const key = keyIn(line);
    if (key === undefined || known.has(`${user} ${key.data}`)) return [];
    const print = createHash('sha256').update(Buffer.from(key.data, 'base64')).digest('base64');
    const fingerprint = `SHA256:${print.replace(/=+$/, '')}`;
    return [
      drift(
        user === 'root' ? 'key-root-undeclared' : 'key-undeclared',
        `${user} ${fingerprint}`,
        `${key.type}${key.comment === '' ? '' : ` "${key.comment}"`} in ${file}`,
      ),
    ];
  });
}

/** The key of a line of authorized_keys(5), after its options. */
function keyIn(line: string) {
  const found =
    /(?:^|\s)((?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[\w@.-]+)\s+([A-Za-z0-9+/=]{16,})(?:\s+(.*))?$/.exec(
      line.trim(),
    );
  if (found === null || line.trim().startsWith('#')) return undefined;
  const [, type = '', data = '', comment = ''] = found;
  return { type, data, comment };
}
