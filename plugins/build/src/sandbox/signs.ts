import type { Touched } from '../results/sandboxed.js';

/** A way in which programs say that something is not there for them. */
interface Sign {
  readonly kind: Touched['kind'];
  readonly line: RegExp;
}

/** From its first letter on: who looked for one at each place of a long word would take its square. */
const host = String.raw`(?<![\w.-])[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}`;
const refused = String.raw`(?:No such file or directory|Permission denied|Operation not permitted|Read-only file system|not found)`;
/** No part of a longer path: `/etc/x` in a store path is another one. */
const alone = String.raw`(?<![\w.+@/$}-])`;
const place = String.raw`[\w.+@/-]{0,1000}`;

/** The first one that fits a line is meant; its first group is what was touched. */
const signs: readonly Sign[] = [
  {
    kind: 'network',
    line: new RegExp(
      `(?:[Cc]ould(?:n't| not) resolve host(?:name)?|[Uu]nable to resolve host(?: address)?|ENOTFOUND|EAI_AGAIN|dial tcp: lookup)[: '"‘]+(${host})`,
    ),
  },
  {
    kind: 'network',
    line: new RegExp(
      `(${host}).{0,60}(?:Temporary failure in name resolution|Name or service not known|Name does not resolve)`,
    ),
  },
  {
    kind: 'network',
    line: /(Temporary failure in name resolution|Name or service not known|failed to lookup address information)/,
  },
  {
    kind: 'network',
    line: new RegExp(`((?:\\d{1,3}\\.){3}\\d{1,3}|${host}).{0,80}Network is unreachable`),
  },
  { kind: 'network', line: /(Network is unreachable)/ },
  { kind: 'interpreter', line: /(?<![\w./+-])(\/[\w./+-]{1,1000})\S{0,2}: bad interpreter/ },
  { kind: 'interpreter', line: /(\/usr\/bin\/env)['"’]?: (?:No such file or directory|not found)/ },
  {
    kind: 'interpreter',
    line: /(?<![\w./+-])([\w./+-]{1,1000}): cannot execute: required file not found/,
  },
  { kind: 'home', line: new RegExp(`(/homeless-shelter${place})`) },
  {
    kind: 'home',
    line: new RegExp(`${alone}(/(?:home|root|Users)(?:/${place})?)['"’]?:? .{0,40}?${refused}`),
  },
  {
    kind: 'device',
    line: new RegExp(`${alone}(/dev/(?!null|zero|tcp/|fd/)${place})['"’]?:? .{0,40}?${refused}`),
  },
  {
    kind: 'store',
    line: new RegExp(
      `${alone}(/nix/store(?:/${place})?)['"’]?:? .{0,40}?(?:Permission denied|Read-only file system|Operation not permitted)`,
    ),
  },
  {
    kind: 'program',
    line: new RegExp(
      `${alone}(/(?:usr/(?:local/)?)?s?bin/${place}|/opt/${place})['"’]?:? .{0,40}?${refused}`,
    ),
  },
  {
    kind: 'file',
    line: new RegExp(
      `${alone}(/(?:etc|var|usr|run|srv|mnt|media|sys)/${place})['"’]?:? .{0,40}?${refused}`,
    ),
  },
  {
    kind: 'rights',
    line: /((?:chown|chgrp|mknod|mount|setcap|sudo|su|unshare|tar)): .*(?:Operation not permitted|Invalid argument|Permission denied|must be setuid|Cannot change ownership)/,
  },
];

/** What a line of a log says was touched and is not there; undefined for any other line. */
export function touchedIn(line: string): Pick<Touched, 'kind' | 'what'> | undefined {
  for (const { kind, line: pattern } of signs) {
    const found = pattern.exec(line.slice(0, longestLine));
    if (found?.[1] !== undefined) return { kind, what: found[1] };
  }
  return undefined;
}

const longestLine = 2_000;

/** What commands of a script will want, whatever its log says. */
const wants: readonly Sign[] = [
  {
    kind: 'network',
    line: /\b((?:curl|wget) [^|;&\n]*https?:\/\/[^\s"']+|git clone [^\s"']+|pip3? install\b(?!.*--no-index)|npm (?:install|ci)\b(?!.*--offline)|go (?:get|mod download)\b|cargo fetch\b(?!.*--offline))/,
  },
  {
    kind: 'program',
    line: /(?:^|[\s;&|(])(\/usr\/(?:local\/)?s?bin\/[\w.+-]+|\/bin\/(?!sh\b)[\w.+-]+)(?=\s|$)/,
  },
  {
    kind: 'home',
    line: /(?:^|[\s"'=(])(~\/[\w./-]*|\$(?:HOME|\{HOME\})\/[\w./-]+|\/home\/[\w./-]+)/,
  },
  { kind: 'rights', line: /(?:^|[\s;&|(])(sudo|setcap|mknod|mount|chown (?:-R )?root\S*)\s/ },
];

/** The same of a script: what it will touch. */
export function wantedIn(script: string): (Pick<Touched, 'kind' | 'what'> & { text: string })[] {
  return script.split('\n').flatMap((line) =>
    line.trimStart().startsWith('#')
      ? []
      : wants.flatMap(({ kind, line: pattern }) => {
          const what = pattern.exec(line.slice(0, longestLine))?.[1];
          // Whoever makes a home of their own may use it.
          const isOwn = kind === 'home' && /(?:^|[\s;])(?:export )?HOME=/.test(script);
          return what === undefined || isOwn ? [] : [{ kind, what, text: line.trim() }];
        }),
  );
}
