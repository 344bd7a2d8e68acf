import { expect } from 'chai';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isNixaiError } from '@nixai/api';
import { createTestHost, type TestHost } from '@nixai/api/testing';
import { readKey } from './key.js';

describe('the key of a provider', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-key-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function file(name: string, text: string, mode = 0o600): string {
    const path = join(folder, name);
    writeFileSync(path, text, { mode });
    chmodSync(path, mode);
    return path;
  }

  const hostWith = (config: Readonly<Record<string, unknown>> = {}): TestHost =>
    createTestHost({ config });

  it('is that of the environment, then the file, then the systemd credential, then the configuration', async () => {
    file('openai-api-key', 'of-credential\n');
    const config = {
      'providers.openai.api_key': 'of-configuration',
      'providers.openai.api_key_file': file('key', 'of-file\n'),
    };
    const env = { OPENAI_API_KEY: 'of-environment', CREDENTIALS_DIRECTORY: folder };
    expect(await readKey(hostWith(config), 'openai', env)).to.equal('of-environment');
    const { OPENAI_API_KEY: _, ...unset } = env;
    expect(await readKey(hostWith(config), 'openai', unset)).to.equal('of-file');
    const { 'providers.openai.api_key_file': __, ...withoutFile } = config;
    expect(await readKey(hostWith(withoutFile), 'openai', unset)).to.equal('of-credential');
    expect(await readKey(hostWith(withoutFile), 'openai', {})).to.equal('of-configuration');
    expect(await readKey(hostWith(), 'openai', {})).to.equal(undefined);
  });

  it('for Gemini may have either name', async () => {
    expect(await readKey(hostWith(), 'gemini', { GOOGLE_API_KEY: 'a' })).to.equal('a');
    const both = { GOOGLE_API_KEY: 'a', GEMINI_API_KEY: 'b' };
    expect(await readKey(hostWith(), 'gemini', both)).to.equal('b');
  });

  it('in a file that others can read is used with a warning that says what to do', async () => {
    for (const mode of [0o600, 0o400, 0o640, 0o604]) {
      const path = file('key', 'k', mode);
      const host = hostWith({ 'providers.openai.api_key_file': path });
      expect(await readKey(host, 'openai', {})).to.equal('k');
      const warned = (mode & 0o077) === 0 ? [] : [`chmod 600 ${path}`];
      expect(host.logged.map((line) => line.split(': ').at(-1))).to.deep.equal(warned);
      rmSync(path);
    }
  });

  it('that cannot be a key is refused, and is not shown', async () => {
    const files = [file('two', 'canary one\ntwo'), file('empty', '\n'), join(folder, 'absent')];
    for (const path of files) {
      const host = hostWith({ 'providers.openai.api_key_file': path });
      const error: unknown = await readKey(host, 'openai', {}).catch((reason: unknown) => reason);
      if (!isNixaiError(error)) throw error;
      expect(error).to.include({ code: 'key-unreadable', exitCode: 4 });
      expect(JSON.stringify({ ...error, message: error.message })).not.to.contain('canary');
    }
  });
});
