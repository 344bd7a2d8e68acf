import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  archives,
  ExitCode,
  files as fileService,
  messageOf,
  NixaiError,
  signer,
  type FileChange,
  type Host,
  type Plan,
  type SignatureCheck,
} from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { asModule } from './asModule.js';
import { refuseSecret } from './keep.js';
import { readBytes, readText } from './readText.js';
import { allSnippets, readSnippet, snippetFile, writeSnippet, type Snippet } from './store.js';

/** A signature of snippets is none of a plugin. */
const namespace = 'nixai-snippets';
const hash = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

export interface PlannedExport {
  readonly names: readonly string[];
  readonly sha256: string;
  readonly plan: Plan;
}

/**
 * Plans an archive of snippets with a list of their hashes, and a signature beside it.
 * @param keyFile of an ed25519 key without a passphrase; not signed where absent.
 * @throws NixaiError `snippet-unknown`, `file-exists`, `key-unusable`.
 */
export async function planExport(
  host: Host,
  tag: string | undefined,
  output: string,
  keyFile: string | undefined,
  force: boolean,
): Promise<PlannedExport> {
  const chosen = (await allSnippets(host)).filter(
    ({ tags }) => tag === undefined || tags.includes(tag),
  );
  if (chosen.length === 0)
    throw new NixaiError({
      code: 'snippet-unknown',
      what: tag === undefined ? 'there is no snippet' : `no snippet has the tag ${tag}`,
      hint: 'nixai snippets list',
      exitCode: ExitCode.failure,
    });
  const service = await host.service(fileService);
  const texts = chosen.map((one) => [one.name, writeSnippet(one)] as const);
  // What is packed lies in a folder whose name is that of its content: nothing older can be in it.
  const draft = join(host.paths.cache, 'templates', `export-${hash(JSON.stringify(texts))}`);
  for (const [name, text] of texts) await service.write(join(draft, `${name}.nix`), text);
  const packed = await (await host.service(archives)).pack(draft);
  for (const [name] of texts) await service.remove(join(draft, `${name}.nix`));
  const before = await readRegular(output).catch(() => undefined);
  if (before !== undefined && !before.equals(packed) && !force)
    throw new NixaiError({
      code: 'file-exists',
      what: `there is a file ${output} already`,
      hint: 'another --output, or --force to replace it (nixai undo brings it back)',
      exitCode: ExitCode.refused,
    });
  const signature = keyFile === undefined ? undefined : await signatureOf(host, packed, keyFile);
  const changes: FileChange[] = [
    { path: output, content: packed },
    ...(signature === undefined ? [] : [{ path: `${output}.sig`, content: signature }]),
  ];
  const plan = await service.plan(changes, 'snippets export');
  return {
    ...{ names: chosen.map(({ name }) => name), sha256: hash(packed), plan },
  };
}

async function signatureOf(host: Host, packed: Uint8Array, keyFile: string): Promise<string> {
  const key = await readRegular(keyFile, 'utf8').catch((error: unknown) => {
    throw new NixaiError({
      code: 'key-unreadable',
      what: `${keyFile} cannot be used to sign`,
      why: messageOf(error),
      hint: "ssh-keygen -t ed25519 -N '' -f nixai-key",
      exitCode: ExitCode.usage,
    });
  });
  return (await host.service(signer)).sign(packed, key, namespace);
}

export interface PlannedImport {
  readonly signature: SignatureCheck;
  readonly snippets: readonly (Snippet & {
    readonly state: 'new' | 'same' | 'other';
    readonly diff: string;
  })[];
  readonly left: readonly { readonly file: string; readonly why: string }[];
  readonly plan: Plan;
}

/** Where the keys stand whose signatures count, as ssh has them. */
const signersFile = ({ paths }: Pick<Host, 'paths'>): string =>
  join(paths.config, 'allowed_signers');

/**
 * Reads an archive of snippets: signature and hashes first, then each text. Nothing that is there is
 * ever replaced.
 * @throws NixaiError `archive-refused`, `signature-bad`, `signature-missing`.
 */
export async function planImport(
  host: Host,
  file: string,
  mustBeSigned: boolean,
): Promise<PlannedImport> {
  const packed = await readBytes(host, file);
  const signature = await checkSignature(host, packed, file, mustBeSigned);
  const place = join(host.paths.cache, 'templates', `import-${hash(packed)}`);
  const isThere = (await readdir(place).catch(() => undefined)) !== undefined;
  if (!isThere) await (await host.service(archives)).extract(packed, place);
  const mine = new Map((await allSnippets(host)).map((one) => [one.name, one]));
  const service = await host.service(fileService);
  const snippets: PlannedImport['snippets'][number][] = [];
  const left: { file: string; why: string }[] = [];
  for (const name of (await readdir(place)).sort()) {
    if (!name.endsWith('.nix')) continue;
    try {
      const snippet = readSnippet(name.slice(0, -4), await readRegular(join(place, name), 'utf8'));
      snippetFile(host, snippet.name);
      const nix = asModule(snippet.nix);
      await refuseSecret(host, snippet.name, nix);
      const own = mine.get(snippet.name);
      const [old, text] = [own === undefined ? '' : writeSnippet(own), writeSnippet(snippet)];
      const state = own === undefined ? 'new' : old === text ? 'same' : 'other';
      snippets.push({ ...snippet, state, diff: service.diff(old, text, name) });
    } catch (error) {
      left.push({ file: name, why: messageOf(error) });
    }
  }
  const changes = snippets
    .filter(({ state }) => state === 'new')
    .map((one) => ({ path: snippetFile(host, one.name), content: writeSnippet(one), expect: '' }));
  const plan = await service.plan(changes, 'snippets import');
  return { signature, snippets, left, plan };
}

async function checkSignature(
  host: Host,
  packed: Uint8Array,
  file: string,
  mustBeSigned: boolean,
): Promise<SignatureCheck> {
  const signature = await readText(host, `${file}.sig`).catch(() => undefined);
  if (signature === undefined && mustBeSigned)
    throw new NixaiError({
      code: 'signature-missing',
      what: `${file} is not signed: there is no ${file}.sig`,
      hint: 'ask who made it for the signature; without --verify-signatures it is taken as it is',
      exitCode: ExitCode.refused,
    });
  if (signature === undefined) return { outcome: 'unsigned' };
  const service = await host.service(signer);
  const text = await readRegular(signersFile(host), 'utf8').catch(() => '');
  const allowed = service.parseAllowedSigners(text);
  return service.verify(packed, signature, { namespace, allowed });
}
