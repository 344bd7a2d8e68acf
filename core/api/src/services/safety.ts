import type { Readable } from 'node:stream';
import type { Plan } from '../plan.js';
import { token } from '../token.js';

export interface WriteOptions {
  /** Permission bits of a new file; 0o644 when absent. An existing file keeps its own. */
  readonly mode?: number;
  /**
   * SHA-256 (hex) that the file must still have, so that nobody else's change is lost; the empty
   * string where there must be no file yet.
   */
  readonly expect?: string;
}

/** {@link WriteOptions.expect} of a change that was made from this text; undefined where there was no file. */
export function expectOf(before: string | Uint8Array | undefined): string {
  if (before === undefined) return '';
  // eslint-disable-next-line no-restricted-syntax -- every plugin has this file as it registers, and few change anything.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(before).digest('hex');
}

/** What a file shall be. */
export interface FileChange extends WriteOptions {
  readonly path: string;
  /** Undefined where the file shall be gone. */
  readonly content: string | Uint8Array | undefined;
}

/** A file as it was before a change and as the change left it; undefined where there was none. */
export interface ChangedFile {
  /** Absolute, and of the file itself where a symbolic link was named. */
  readonly path: string;
  readonly before?: { readonly sha256: string; readonly mode: number };
  readonly after?: { readonly sha256: string };
  /** The uppermost of the folders that had to be made for it. */
  readonly made?: string;
}

/** A change that can be taken back: `nixai undo ID`. */
export interface Change {
  readonly id: string;
  /** ISO 8601. */
  readonly date: string;
  /** What was done, as a person would say it: `config set ai_model`. */
  readonly about: string;
  /** The id of the change that this one took back. */
  readonly undoes?: string;
  readonly files: readonly ChangedFile[];
}

export interface Lock {
  release(): Promise<void>;
}

/** The one way to write files. */
export interface FileService {
  /**
   * Opens a file that a person has named: a regular one, or a pipe as `<(…)` makes it, which is
   * waited for without holding anything up. A device, a folder and a socket are refused.
   * @throws Error in words for a `why`.
   */
  open(path: string, signal?: AbortSignal): Readable;
  /**
   * Old bytes or new bytes, never a mixture: temporary file in the same folder, fsync, rename.
   * Follows a symbolic link to its target. Creates missing folders (0700 under nixai's own paths).
   * Keeps mode and owner. For nixai's own files: there is no undo (see `change`).
   * @throws NixaiError `write-failed` (with the cause) or `changed-meanwhile`.
   */
  write(path: string, content: string | Uint8Array, options?: WriteOptions): Promise<void>;
  /**
   * Writes and removes several files, all or none of them, also when the process is killed on the
   * way. What was there before is backed up, listed and put back by `nixai undo`. For every file
   * that is not nixai's own; show and ask first.
   * @param about what is done, for that list: `config set ai_model`.
   * @returns undefined when every file is already as it shall be.
   * @throws NixaiError `write-failed`, `changed-meanwhile` or `locked`; all files are then as they were.
   */
  change(changes: readonly FileChange[], about: string): Promise<Change | undefined>;
  /**
   * The same as a plan: what differs is looked at now, and has to be so still when it is applied.
   * A change that has `expect` is refused now already where the file is another.
   * @throws NixaiError `changed-meanwhile`.
   */
  plan(changes: readonly FileChange[], about: string): Promise<Plan>;
  /** Removes a file of nixai's own; one that is not there is no fault. */
  remove(path: string): Promise<void>;
  /**
   * An exclusive lock, taken over when its owner is dead.
   * @param wait Milliseconds to wait for a living owner; 0 when absent.
   * @throws NixaiError `locked` (exit 6), naming the owner.
   */
  lock(path: string, wait?: number): Promise<Lock>;
  /** A unified diff of the two texts to show, secrets in it named and not told; empty when they are equal. */
  diff(before: string, after: string, name: string): string;
}
export const files = token<FileService>('files');

export interface Redaction {
  readonly text: string;
  /** How many secrets were taken out, by kind: `{ 'wireguard-key': 1 }`. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Takes secrets out of text. Placeholders (`<SECRET:wireguard-key:1>`) are stable in a session. */
export interface Redactor {
  redact(text: string): Redaction;
  /**
   * A text with as many lines as before: for an excerpt or a diff, where lines are counted. A secret
   * over several lines leaves those after its first one empty.
   */
  redactLines(text: string): string;
  /**
   * A JSON value without secrets, by the names of its fields too: for what is handed to another
   * program (`--json`, an MCP result).
   */
  redactDeep<T>(value: T): T;
  /** The same as `redact` for a stream, however it is cut; what comes out lags behind by 40 KiB. */
  stream(): { push(chunk: string): string; end(): string };
  /** Puts the secrets of this session back into text that stays on this machine. */
  restore(text: string): string;
}
export const redactor = token<Redactor>('redact');

/** Makes foreign text harmless for a terminal or a pipe. */
export interface Sanitizer {
  /** Removes control characters, escape sequences, and makes bidi and zero-width controls visible. */
  clean(text: string): string;
  /** The same for a stream: sequences that are split across chunks are found. */
  stream(): { push(chunk: string): string; end(): string };
}
export const sanitizer = token<Sanitizer>('sanitize');

export interface ArchiveLimits {
  readonly entries: number;
  /** Unpacked, all together. */
  readonly bytes: number;
  /** Unpacked bytes for one packed byte. */
  readonly ratio: number;
}

export interface ExtractOptions {
  /** SHA-256 (hex) that the whole archive must have. */
  readonly sha256?: string;
  /** `optional` for archives that others have made without nixai's list of hashes. */
  readonly manifest?: 'required' | 'optional';
  /** 10,000 entries, 64 MiB and 200 where absent. */
  readonly limits?: Partial<ArchiveLimits>;
}

/** An archive: all of it, or as it comes. */
export type ArchiveSource = Uint8Array | AsyncIterable<Uint8Array>;

/** One file of an archive; the path is relative, with `/`. */
export interface ArchivedFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

export interface Extraction {
  readonly files: readonly ArchivedFile[];
  /** Whether every file was compared with the archive's own list of hashes. */
  readonly verified: boolean;
}

/** Folders as one file (`.tar.gz`): regular files and folders, nothing else. */
export interface ArchiveService {
  /**
   * Packs a folder with a list of the hashes of its files. The same folder gives the same bytes.
   * @throws NixaiError `archive-unfit`, naming a link or another thing that is no file.
   */
  pack(folder: string): Promise<Uint8Array>;
  /**
   * Unpacks into a folder that is not there yet: written beside its place (mode 0700), one file after
   * the other, and put there in one step when all of it was checked. One file is in memory at a time.
   * @throws NixaiError `archive-refused`, saying what is wrong with it, and what a stream itself throws;
   * nothing is left of it then.
   */
  extract(archive: ArchiveSource, folder: string, options?: ExtractOptions): Promise<Extraction>;
}
export const archives = token<ArchiveService>('archive');

/** Whose signatures are trusted, as a line of ssh's `allowed_signers` says it. */
export interface AllowedSigner {
  readonly name: string;
  /** `ssh-ed25519 AAAA…` */
  readonly publicKey: string;
  /** What the key may sign; everything where absent. */
  readonly namespaces?: readonly string[];
  /** The key counts from and until then (ISO 8601). */
  readonly validAfter?: string;
  readonly validBefore?: string;
}

/** What a signature says; a false one is an error and no value. */
export type SignatureCheck =
  | { readonly outcome: 'good'; readonly signer: string; readonly fingerprint: string }
  /** There is none. To be shown: whose work it is, nobody has said. */
  | { readonly outcome: 'unsigned' };

/**
 * Detached ed25519 signatures in the format of `ssh-keygen -Y`. The namespace says what is signed
 * (`nixai-plugin`), so that a signature for one purpose is none for another; what the content is
 * (name, version) has to be in the content.
 */
export interface Signer {
  /** A new key pair, as `ssh-keygen -t ed25519` makes it: the private key without a passphrase. */
  generate(comment: string): { readonly privateKey: string; readonly publicKey: string };
  /** @throws NixaiError `key-unusable` for a key that is not ed25519, or has a passphrase. */
  sign(content: Uint8Array, privateKey: string, namespace: string): string;
  /**
   * @param signature the text of the `.sig` file; undefined where there is none.
   * @throws NixaiError `signature-bad` (exit 5) for anything else than a good one of an allowed signer.
   */
  verify(
    content: Uint8Array,
    signature: string | undefined,
    options: {
      readonly namespace: string;
      readonly allowed: readonly AllowedSigner[];
      readonly now?: Date;
    },
  ): SignatureCheck;
  /** Reads ssh's `allowed_signers`; throws NixaiError `signers-invalid` with the line. */
  parseAllowedSigners(text: string): AllowedSigner[];
}
export const signer = token<Signer>('sign');
