import { ExitCode, NixaiError } from '@nixai/api';

/** A signature that is not a good one of somebody who is trusted. */
export function signatureBad(why: string): NixaiError {
  return new NixaiError({
    code: 'signature-bad',
    what: 'the signature is not accepted',
    why,
    exitCode: ExitCode.refused,
  });
}

/** A key that cannot sign. */
export function keyUnusable(why: string, hint?: string): NixaiError {
  return new NixaiError({
    code: 'key-unusable',
    what: 'the key cannot be used to sign',
    why,
    hint,
    exitCode: ExitCode.refused,
  });
}
