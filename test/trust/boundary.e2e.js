// The lint rule that keeps raw access to programs, network and files inside of safety/.
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { expect } from 'chai';
import { root } from '../support/packed.js';

const forbidden = [
  "import { spawn } from 'node:child_process';\nspawn('sh');",
  "import { exec } from 'child_process';\nexec('sh');",
  "import * as children from 'node:child_process';\nchildren.execSync('sh');",
  "await import('node:child_process');",
  "import { writeFile } from 'node:fs/promises';\nawait writeFile('/x', '');",
  "import { rmSync } from 'node:fs';\nrmSync('/x');",
  "import * as fs from 'node:fs';\nfs.writeFileSync('/x', '');",
  "import fs from 'fs';\nfs.writeFileSync('/x', '');",
  "import { promises } from 'node:fs';\nawait promises.rm('/x');",
  "import { createWriteStream } from 'fs';\ncreateWriteStream('/x');",
  "import { open } from 'node:fs/promises';\nawait open('/x', 'w');",
  "await import('node:fs/promises');",
  "import { request } from 'node:https';\nrequest('https://x.example');",
  "import { connect } from 'node:net';\nconnect(80);",
  "import { fetch as get } from 'undici';\nawait get('https://x.example');",
  "await fetch('https://x.example');",
  "await globalThis.fetch('https://x.example');",
  "new WebSocket('wss://x.example');",
  "import { createRequire } from 'node:module';\ncreateRequire(import.meta.url);",
  "process.getBuiltinModule('fs');",
  "process.dlopen({ exports: {} }, '/x');",
];
const allowed = [
  "import { readFile } from 'node:fs/promises';\nexport const text = readFile('/x', 'utf8');",
  "import type { Stats } from 'node:fs';\nexport type X = Stats;",
];
const about = /restricted|no-restricted/;

describe('the lint rule around safety', () => {
  const eslint = new ESLint({ cwd: root });

  /** What the rule says of that text, as if it were this file's. */
  async function complaints(file, text) {
    const [{ messages }] = await eslint.lintText(text, { filePath: join(root, file) });
    return messages.filter(({ ruleId }) => about.test(ruleId ?? ''));
  }

  for (const file of ['plugins/notes/src/register.ts', 'core/cli/src/history/history.ts'])
    it(`forbids raw access in ${file}`, async () => {
      const missed = [];
      for (const text of forbidden)
        if ((await complaints(file, text)).length === 0) missed.push(text);
      expect(missed).to.deep.equal([]);
      for (const text of allowed) expect(await complaints(file, text)).to.deep.equal([]);
    });

  it('holds for every source file but the boundary, tests and the few that it names', async () => {
    const { default: rules } = await import('../../eslint.safety.js');
    expect(rules[0].files).to.deep.equal(['core/*/src/**/*.ts', 'plugins/*/src/**/*.ts']);
    expect(rules[0].ignores).to.have.length(8);
  });
});
