import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { isNixaiError } from '@nixai/api';
import { createSandbox, failureOf, type Sandbox } from './sandbox.test.js';

describe('config: what is wrong', () => {
  let box: Sandbox;
  beforeEach(() => (box = createSandbox()));
  afterEach(() => box.remove());

  async function faultOf(text: string): Promise<string | undefined> {
    box.write(box.user, text);
    const failure = await failureOf(box.open().get('offline'));
    expect(failure.code).to.equal('config-invalid');
    expect(failure.exitCode).to.equal(5);
    return failure.why?.replace(`${box.user}:`, '');
  }

  it('is a key that nobody has: with its place and the nearest one', async () => {
    expect(await faultOf('# mine\nai_providr: ollama\n')).to.equal(
      '2:1: unknown key "ai_providr" (nearest: ai_provider)',
    );
    expect(await faultOf('history:\n  kep_days: 1\n')).to.equal(
      '2:3: unknown key "history.kep_days" (nearest: history.keep_days)',
    );
  });

  it('is a name from elsewhere: the key that ends in it is offered', async () => {
    expect(await faultOf('model: llama3\n')).to.contain('(nearest: ai_model)');
  });

  it('is a value of another kind: with its place and what it may be', async () => {
    expect(await faultOf('history:\n  keep_days: abc\n')).to.equal(
      '2:14: history.keep_days: expected an integer from 1 to 36500, not "abc"',
    );
    expect(await faultOf('offline: "yes"\n')).to.contain('expected true or false, not "yes"');
    expect(await faultOf('log_level: loud\n')).to.contain('one of debug, info, warn, error');
    expect(await faultOf('providers: ollama\n')).to.contain('expected keys below "providers"');
  });

  it('is a file that is no YAML: with the place of the mistake', async () => {
    expect(await faultOf('ai_model: "llama3\n')).to.match(/^\d+:\d+: /);
    expect(await faultOf('offline: true\noffline: false\n')).to.match(/^2:1: .*unique/);
    expect(await faultOf('- a\n- b\n')).to.contain('expected keys and values');
    expect(await faultOf('--- a\n--- b\n')).to.match(/document/i);
  });

  for (const name of ['__proto__', 'constructor', 'prototype'])
    it(`is a key ${name}, at any depth`, async () => {
      expect(await faultOf(`{"${name}": {"offline": true}}`)).to.contain('cannot be a key');
      expect(await faultOf(`acme:\n  deep:\n    ${name}: 1\n`)).to.match(/^3:5: .*cannot be a key/);
    });

  it('is an alias, which could make a file without end', async () => {
    expect(await faultOf('acme: &a\n  self: *a\n')).to.contain('aliases');
  });

  it('is a text that is no mapping, which a new setting does not replace either', async () => {
    for (const text of ['\0', 'hello\n', '- a\n', '42\n']) {
      box.write(box.user, text);
      expect((await failureOf(box.open().set('offline', ['true']))).code).to.equal(
        'config-invalid',
      );
      expect(box.read(box.user)).to.equal(text);
    }
  });

  it('is brackets without end', async () => {
    for (const deep of ['[', '{"a":', '- ', '? '])
      expect(await faultOf('a: 1\nb: ' + deep.repeat(20_000))).to.match(
        /^2:\d+: it nests deeper than any configuration does/,
      );
    const indented = Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:\n`);
    expect(await faultOf(indented.join(''))).to.contain('nests deeper');
  });

  it('is an address that carries a password', async () => {
    const fault = await faultOf('providers: {openai: {base_url: "https://a:b@example.org"}}\n');
    expect(fault).to.contain('expected an http or https address');
  });

  it('is a variable, which is named', async () => {
    const failure = await failureOf(box.open({ NIXAI_LOG_LEVEL: 'loud' }).get('offline'));
    expect(failure.why).to.contain('NIXAI_LOG_LEVEL: log_level: expected one of');
    expect(failure.hint).to.equal('unset NIXAI_LOG_LEVEL');
  });

  it('is a folder in the place of the file', async () => {
    mkdirSync(box.user, { recursive: true });
    const failure = await failureOf(box.open().get('offline'));
    expect(failure.why).to.contain('is not a regular file');
  });

  it('never repeats a secret', async () => {
    expect(await faultOf('providers: {openai: {api_key: ["sk-hunter2"]}}')).not.to.contain(
      'hunter2',
    );
  });

  it('is all named at once, and the report has it without throwing', async () => {
    box.write(box.user, 'log_level: loud\noffline: maybe\n');
    const { findings, entries } = await box.open().inspect();
    expect(findings.map(({ line }) => line)).to.deep.equal([1, 2]);
    expect(entries.find(({ path }) => path === 'log_level')?.value).to.equal('info');
  });

  it('is only worth a warning when others can read a key', async () => {
    box.write(box.user, 'providers:\n  openai:\n    api_key: sk-1\n', 0o644);
    expect(await box.open().get('providers.openai.api_key')).to.equal('sk-1');
    expect(box.notices[0]).to.contain('others on this machine can read this key');
  });

  it('never ends in anything but a fault or a value, whatever the file holds', async () => {
    mkdirSync(dirname(box.user), { recursive: true });
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.stringMatching(/^([a-z_]{1,8}:|[ \n\t[\]{}&*!|>'"%@`#-]){0,40}$/),
    );
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        box.write(box.user, content);
        try {
          await box.open().get('offline');
        } catch (error) {
          if (!isNixaiError(error)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });
});
