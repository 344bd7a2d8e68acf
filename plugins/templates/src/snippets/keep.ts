import {
  expectOf,
  ExitCode,
  NixaiError,
  files,
  redactor,
  type CommandContext,
  type Host,
  type Plan,
} from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { findSnippet, snippetFile, writeSnippet, type Snippet } from './store.js';

/**
 * Keeps a snippet: shown, asked for, and taken back by undo. What holds a secret is refused.
 * @throws NixaiError `snippet-secret` or `file-exists`.
 */
export async function keepSnippet(
  snippet: Snippet,
  request: { readonly force: boolean; readonly yes: boolean; readonly dryRun: boolean },
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
) {
  const { name, nix } = snippet;
  const path = snippetFile(host, name);
  await refuseSecret(host, name, nix);
  const before = await readRegular(path, 'utf8').catch(() => undefined);
  const content = writeSnippet(snippet);
  if (before !== undefined && before !== content && !request.force)
    throw new NixaiError({
      code: 'file-exists',
      what: `there is a snippet ${name} already`,
      hint: 'another name, or --force to replace it (nixai undo brings it back)',
      exitCode: ExitCode.refused,
    });
  const expect = expectOf(before);
  const service = await host.service(files);
  const plan = await service.plan([{ path, content, expect }], `snippets add ${name}`);
  const { dryRun, yes } = request;
  const done = await carryOut(plan, { dryRun, yes, question: `Keep this as ${name}?` });
  return { file: path, written: done !== undefined, ...(done?.change && { undo: done.change }) };
}

/** @throws NixaiError `snippet-secret`. */
export async function refuseSecret(host: Host, name: string, nix: string): Promise<void> {
  const { counts } = (await host.service(redactor)).redact(nix);
  const kinds = Object.keys(counts);
  if (kinds.length === 0) return;
  throw new NixaiError({
    code: 'snippet-secret',
    what: `${name} holds what looks like a secret (${kinds.join(', ')}), and is not kept`,
    hint: 'give the path of a file in its place: most options have one that ends in File',
    exitCode: ExitCode.refused,
  });
}

/** What it takes to remove one. */
export async function planRemoval(host: Host, name: string): Promise<Plan> {
  await findSnippet(host, name);
  const service = await host.service(files);
  const path = snippetFile(host, name);
  return service.plan([{ path, content: undefined }], `snippets remove ${name}`);
}
