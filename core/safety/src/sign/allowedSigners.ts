import { ExitCode, NixaiError, type AllowedSigner } from '@nixai/api';
import { parsePublicKey } from './publicKey.js';

const line =
  /^(?<name>"[^"]+"|\S+)\s+(?:(?<options>(?:[\w-]+(?:="[^"]*")?,?)+)\s+)?(?<key>(?:ssh|ecdsa|sk)-\S+\s+\S+)/;
const option = /(?<name>[\w-]+)(?:="(?<value>[^"]*)")?/g;

/**
 * Reads ssh's `allowed_signers` (ssh-keygen(1), ALLOWED SIGNERS). Keys of other types are passed
 * over, as they can sign nothing here; certificate authorities and patterns are refused.
 * @throws NixaiError `signers-invalid`, with the number of the line.
 */
export function parseAllowedSigners(text: string): AllowedSigner[] {
  return text.split(/\r?\n/).flatMap((one, index) => {
    const content = one.trim();
    if (content === '' || content.startsWith('#')) return [];
    return signersOf(content, index + 1);
  });
}

function signersOf(content: string, number: number): AllowedSigner[] {
  const { name = '', options = '', key = '' } = line.exec(content)?.groups ?? {};
  if (key === '') throw invalid(number, 'it is not NAME [OPTIONS] KEY');
  if (/[*?!]/.test(name)) throw invalid(number, 'a name must be one, not a pattern');
  const given = optionsOf(options, number);
  if (!key.startsWith('ssh-ed25519')) return [];
  if (parsePublicKey(key) === undefined) throw invalid(number, 'the key is damaged');
  const names = name.replaceAll('"', '').split(',');
  return names.map((one) => ({ name: one, publicKey: key, ...given }));
}

function optionsOf(text: string, number: number): Partial<AllowedSigner> {
  const found: { namespaces?: string[]; validAfter?: string; validBefore?: string } = {};
  for (const { groups } of text.matchAll(option)) {
    const value = groups?.['value'] ?? '';
    const name = groups?.['name']?.toLowerCase();
    if (name === 'namespaces') found.namespaces = value.split(',');
    else if (name === 'valid-after') found.validAfter = dateOf(value, number);
    else if (name === 'valid-before') found.validBefore = dateOf(value, number);
    else throw invalid(number, `the option ${name} is not supported`);
  }
  return found;
}

/** `YYYYMMDD[HHMM[SS]][Z]` in UTC; ssh takes local time without the Z, which says less. */
function dateOf(text: string, number: number): string {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?Z?$/.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(date.getTime())) throw invalid(number, `${text} is no date`);
  return date.toISOString();
}

function invalid(number: number, why: string): NixaiError {
  return new NixaiError({
    code: 'signers-invalid',
    what: `line ${number} of the allowed signers cannot be used`,
    why,
    exitCode: ExitCode.refused,
  });
}
