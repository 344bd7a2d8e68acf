#!/usr/bin/env node
// An editor's session with `nixai lsp`, by a real client of the protocol: what each side says.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { applyEdits, createClient } from '../../test/support/languageClient.js';
import { print } from './print.js';

const text = `{
  services.openssh.permitRootLogin = "no";
  networking.firewall.enable = true;
}
`;
const file = resolve('ssh.nix');
const server = spawn('nixai', ['lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const client = createClient(server);
const place = ({ line, character }) => `${line + 1}:${character + 1}`;

print('editor', 'initialize');
const { serverInfo, capabilities } = await client.initialize();
const can = Object.keys(capabilities).filter((name) => name.endsWith('Provider'));
print('nixai', `${serverInfo.name} ${serverInfo.version}: ${can.join(', ')}`);

print('editor', 'textDocument/didOpen ssh.nix');
print('', text.trimEnd());
await client.open(file, text);
const findings = await client.diagnostics(file, 1);
print(
  'nixai',
  findings
    .map(({ range, code, message }) => `${place(range.start)} ${code}: ${message}`)
    .join('\n'),
);

print('editor', 'textDocument/hover 3:25');
const { contents } = await client.hover(file, 2, 24);
print('nixai', contents.value.trim());

print('editor', 'textDocument/codeAction 2:20');
const renamed = findings.find(({ code }) => code === 'renamed-option');
const [action] = await client.actions(file, renamed.range, { diagnostics: [renamed] });
print('nixai', action.title);
const [[, edits]] = Object.entries(
  action.edit.changes ??
    Object.fromEntries(action.edit.documentChanges.map((one) => [one.textDocument.uri, one.edits])),
);
print('', applyEdits(text, edits).trimEnd());
const typed = text.replace('enable = true;', 'allowedT');
print('editor', 'textDocument/didChange 3:  networking.firewall.allowedT');
await client.change(file, 2, [{ text: typed }]);
print('editor', 'textDocument/completion 3:31');
const found = await client.complete(file, 2, 30);
const items = Array.isArray(found) ? found : found.items;
print(
  'nixai',
  items
    .slice(0, 3)
    .map(({ label, detail }) => `${label}  ${detail ?? ''}`.trimEnd())
    .join('\n'),
);
await client.end();
