import { mkdirSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import { setInYaml, unsetInYaml, withValue } from './editYaml.js';
import { createSandbox, failureOf, type Sandbox } from './sandbox.test.js';

describe('config: set and unset', () => {
  let box: Sandbox;
  beforeEach(() => (box = createSandbox()));
  afterEach(() => box.remove());

  it('makes the file, for nobody else to read', async () => {
    const change = await box.open().set('ai_provider', ['ollama']);
    expect(change).to.include({ file: box.user, after: 'ollama', changed: true });
    expect(box.read(box.user)).to.equal('ai_provider: ollama\n');
    expect(statSync(box.user).mode & 0o777).to.equal(0o600);
  });

  it('changes one value and not a blank elsewhere', async () => {
    const before = [
      '# My settings',
      '',
      'ai_provider:   ollama     # local',
      '',
      'docs:   # for the office',
      '    branch: "nixos-25.05"',
      "    timeout: 5  # the wiki's",
      '',
      '# the end',
      '',
    ].join('\n');
    box.write(box.user, before);
    await box.open().set('docs.timeout', ['9']);
    const later = before.replace('5  #', '9  #');
    expect(box.read(box.user)).to.equal(later);
    await box.open().set('docs.wiki_url', ['https://wiki.example']);
    expect(box.read(box.user)).to.equal(
      later.replace("wiki's\n", "wiki's\n    wiki_url: https://wiki.example\n"),
    );
  });

  it('takes a key out with its line, and a mapping that would be left empty', async () => {
    box.write(
      box.user,
      '# mine\nai_model: a # x\nhistory:\n  keep_days: 1\n\n# end\noffline: true\n',
    );
    await box.open().unset('history.keep_days');
    expect(box.read(box.user)).to.equal('# mine\nai_model: a # x\n\n# end\noffline: true\n');
    await box.open().unset('ai_model');
    expect(box.read(box.user)).to.equal('# mine\n\n# end\noffline: true\n');
  });

  it('begins a mapping where the file says nothing, and refuses one that is no text', async () => {
    for (const nothing of ['null\n', '~', '# mine\n', '---\n']) {
      box.write(box.user, nothing);
      await box.open().set('ai_model', ['x']);
      expect(parse(box.read(box.user)), nothing).to.deep.equal({ ai_model: 'x' });
    }
    box.write(box.user, '!!binary x');
    const fault = await failureOf(box.open().set('ai_model', ['x']));
    expect(fault.code).to.equal('config-invalid');
    expect(box.read(box.user)).to.equal('!!binary x');
  });

  it('reads what it wrote, in the same process', async () => {
    const config = box.open();
    expect(await config.get('offline')).to.equal(false);
    await config.set('offline', ['yes']);
    expect(await config.get('offline')).to.equal(true);
  });

  it('writes a list of several words', async () => {
    const config = box.open();
    await config.set('ai_fallback', ['gemini', 'openai']);
    expect(await config.get('ai_fallback')).to.deep.equal(['gemini', 'openai']);
  });

  it('says that nothing changed, and writes nothing', async () => {
    box.write(box.user, 'offline:  true\n');
    expect(await box.open().set('offline', ['true'])).to.include({ changed: false });
    expect(await box.open().unset('ai_model')).to.include({ changed: false });
    expect(box.read(box.user)).to.equal('offline:  true\n');
  });

  it('says what still wins over the file', async () => {
    const change = await box.open({ NIXAI_MODEL: 'b' }).set('ai_model', ['a']);
    expect(change.overriddenBy).to.deep.equal({ origin: 'environment', from: 'NIXAI_MODEL' });
  });

  it('shows keys masked', async () => {
    await box.open().set('providers.openai.api_key', ['sk-0123456789abcdefghij']);
    const change = await box.open().set('providers.openai.api_key', ['sk-short']);
    expect(change).to.include({ before: '********ghij', after: '********' });
  });

  it('closes a file to others before a key is written into it', async () => {
    box.write(box.user, 'offline: true\n', 0o644);
    await box.open().set('ai_model', ['a']);
    expect(statSync(box.user).mode & 0o777).to.equal(0o644);
    await box.open().set('providers.openai.api_key', ['sk-1']);
    expect(statSync(box.user).mode & 0o777).to.equal(0o600);
  });

  it('refuses a value that does not fit, and leaves the file alone', async () => {
    box.write(box.user, 'offline: true\n');
    const failure = await failureOf(box.open().set('history.keep_days', ['70000']));
    expect(failure.why).to.contain('history.keep_days: expected an integer from 1 to 36500');
    expect(box.read(box.user)).to.equal('offline: true\n');
  });

  for (const key of ['ai_providr', 'history', '__proto__.polluted', 'constructor', '', '..'])
    it(`refuses a key that nobody has: "${key}"`, async () => {
      const failure = await failureOf(box.open().set(key, ['x']));
      expect(failure.code).to.equal('config-unknown-key');
      expect(failure.exitCode).to.equal(5);
    });

  it('mends one fault of several, one by one', async () => {
    box.write(box.user, 'log_level: loud\noffline: maybe\n');
    await box.open().set('log_level', ['warn']);
    await box.open().unset('offline');
    expect(await box.open().get('log_level')).to.equal('warn');
  });

  it('does not touch a file that is no YAML', async () => {
    box.write(box.user, 'offline: "true\n');
    expect((await failureOf(box.open().set('offline', ['true']))).code).to.equal('config-invalid');
    expect(box.read(box.user)).to.equal('offline: "true\n');
  });

  it('keeps a JSON file JSON', async () => {
    const file = join(box.home, 'nixai.json');
    box.write(file, '{"offline": true}');
    const env = { NIXAI_CONFIG_PATH: file };
    await box.open(env).set('history.keep_days', ['9000']);
    await box.open(env).unset('offline');
    expect(JSON.parse(box.read(file))).to.deep.equal({ history: { keep_days: 9000 } });
  });

  it('writes through a link to a dotfiles folder', async () => {
    const dotfile = join(box.home, 'dotfiles/nixai.yaml');
    box.write(dotfile, 'offline: true\n');
    mkdirSync(dirname(box.user), { recursive: true });
    symlinkSync(dotfile, box.user);
    await box.open().set('offline', ['false']);
    expect(box.read(dotfile)).to.equal('offline: false\n');
  });
});

describe('config: edits of YAML text', () => {
  const key = fc.constantFrom('alpha', 'beta', 'gamma');
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
  const value = fc.oneof(scalar, fc.array(fc.string(), { maxLength: 3 }));
  const path = fc.array(key, { minLength: 1, maxLength: 3 });
  const comment = fc.stringMatching(/^[a-z][a-z ]{0,9}[a-z]$/);

  /** YAML with comments between, behind and in its mappings. */
  const document = fc
    .array(fc.record({ path, value: scalar, comment }), { maxLength: 5 })
    .map((entries) => {
      let text = '# first\n';
      for (const one of entries) {
        const tree: unknown = parse(text) ?? {};
        if (clashes(tree, one.path)) continue;
        text = `${setInYaml(text, one.path, one.value).trimEnd()} # ${one.comment}\n\n`;
      }
      return text;
    })
    .filter(isYaml);

  it('say what was meant, and keep every comment', () => {
    fc.assert(
      fc.property(document, path, value, (text, where, what) => {
        const tree: unknown = parse(text) ?? {};
        fc.pre(!clashes(tree, where));
        const edited = setInYaml(text, where, what);
        expect(parse(edited)).to.deep.equal(withValue(tree, where, what));
        expect(comments(edited)).to.include.members(comments(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('take out what they put in', () => {
    fc.assert(
      fc.property(document, path, value, (text, where, what) => {
        const tree: unknown = parse(text) ?? {};
        fc.pre(at(tree, where.slice(0, 1)) === undefined);
        const back: unknown = parse(unsetInYaml(setInYaml(text, where, what), where)) ?? {};
        expect(back).to.deep.equal(tree);
      }),
      { numRuns: 1000 },
    );
  });

  function at(tree: unknown, where: readonly string[]): unknown {
    return where.reduce<unknown>((node, name) => (node as Record<string, unknown>)?.[name], tree);
  }

  /** True if something on the way is a plain value, or a mapping stands where a value should go. */
  function clashes(tree: unknown, where: readonly string[]): boolean {
    return where.some((_, depth) => {
      const node = at(tree, where.slice(0, depth + 1));
      const isTree = typeof node === 'object' && node !== null && !Array.isArray(node);
      return node !== undefined && isTree === (depth === where.length - 1);
    });
  }

  function comments(text: string): readonly string[] {
    return [...text.matchAll(/(?:^| )# [a-z ]*$/gm)].map(([found]) => found.trim());
  }

  function isYaml(text: string): boolean {
    try {
      parse(text);
      return true;
    } catch {
      return false;
    }
  }
});
