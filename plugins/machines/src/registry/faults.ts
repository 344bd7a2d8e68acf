import { ExitCode, NixaiError, shellWord } from '@nixai/api';
import type { Exception } from './exception.js';

/** A name that no registry has. */
export function unknownMachine(name: string, known: Iterable<string>): NixaiError {
  const names = [...known];
  const shown = names.slice(0, 12).join(', ');
  return new NixaiError({
    code: 'machine-unknown',
    what: `no registry has ${name}`,
    why:
      names.length === 0 ? 'it is empty' : `there are: ${shown}${names.length > 12 ? ', …' : ''}`,
    hint: name === 'all' ? '--all is every machine' : 'nixai machines list',
    exitCode: ExitCode.usage,
  });
}

/** A name that is taken already. */
export function nameTaken(name: string, kind: 'machine' | 'group'): NixaiError {
  return new NixaiError({
    code: 'machine-exists',
    what: `there is a ${kind} ${name} already`,
    hint:
      kind === 'machine'
        ? `nixai machines edit ${name}, or another name`
        : `nixai machines groups show ${name}`,
    exitCode: ExitCode.refused,
  });
}

/** A finding that nobody has agreed to. */
export const noException = (machine: string, finding: string): NixaiError =>
  new NixaiError({
    code: 'exception-unknown',
    what: `there is no exception for ${finding} on ${machine}`,
    hint: 'nixai machines exception list',
    exitCode: ExitCode.usage,
  });

/** A finding that somebody has agreed to already. */
export const exceptionTaken = ({ machine, finding, approvedBy, until }: Exception): NixaiError =>
  new NixaiError({
    code: 'exception-exists',
    what: `${approvedBy} has agreed to ${finding} on ${machine} already, until ${until}`,
    hint: `nixai machines exception remove ${machine} ${shellWord(finding)}, then add it anew`,
    exitCode: ExitCode.refused,
  });

/** A word that cannot stand where it is given. */
export function badWord(what: string, word: string, fault: string): NixaiError {
  return new NixaiError({
    code: 'machine-word',
    what: `${what} "${word}" ${fault}`,
    exitCode: ExitCode.usage,
  });
}

/** Groups that would contain themselves. */
export function groupCircle(way: readonly string[]): NixaiError {
  return new NixaiError({
    code: 'group-circle',
    what: `a group cannot contain itself: ${way.join(' → ')}`,
    hint: `nixai machines groups show ${way[0] ?? ''}`,
    exitCode: ExitCode.refused,
  });
}

/** Something that others name still. */
export function stillUsed(name: string, by: readonly string[]): NixaiError {
  return new NixaiError({
    code: 'machine-in-use',
    what: `${by.join(', ')} ${by.length === 1 ? 'is' : 'are'} reached through ${name}`,
    hint: `nixai machines edit ${by[0] ?? ''} --jump OTHER`,
    exitCode: ExitCode.refused,
  });
}
