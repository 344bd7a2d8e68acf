// What writes a person's settings and nixai's own records: how to come to a state in which it has
// something to do, and how to tell afterwards whether the data are as before, as after, or broken.
import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const configFile = (home) => join(home.path, '.config/nixai/config.yaml');
const historyFolder = (home) => join(home.path, '.local/state/nixai/history');

/** The configuration is one of two texts, and has the mode that the person gave it. */
function configIs(oldText, newText) {
  return (home) => {
    const text = existsSync(configFile(home)) ? readFileSync(configFile(home), 'utf8') : '(none)';
    const mode = (statSync(configFile(home)).mode & 0o777).toString(8);
    if (mode !== '640') return `broken: mode ${mode}`;
    if (text === oldText) return 'old';
    return text === newText ? 'new' : `broken: ${text}`;
  };
}

async function configured(home, ...models) {
  for (const model of models) await home.nixai(['config', 'set', 'ai_model', model]);
  chmodSync(configFile(home), 0o640);
}

/** Every entry is whole and private; there are so many before and after. */
function historyIs(oldCount, newCount) {
  return (home) => {
    const names = readdirSync(historyFolder(home)).filter((name) => name.endsWith('.json'));
    for (const name of names) {
      const path = join(historyFolder(home), name);
      if (statSync(path).mode & 0o077) return `broken: ${name} is readable by others`;
      try {
        JSON.parse(readFileSync(path, 'utf8'));
      } catch {
        return `broken: ${name}`;
      }
    }
    if (names.length === oldCount) return 'old';
    return names.length === newCount ? 'new' : `broken: ${names.length} entries`;
  };
}

const question = ['ask', '--no-ai', 'how do I enable SSH?'];

function optionFile(home, names) {
  const entries = names.map((name) => [
    `services.demo.${name}`,
    {
      loc: ['services', 'demo', name],
      type: 'boolean',
      description: `The ${name} of the demo.`,
      declarations: [],
    },
  ]);
  writeFileSync(join(home.path, 'options.json'), JSON.stringify(Object.fromEntries(entries)));
}

const sync = ['docs', 'sync', '--source', 'file', '--file', 'options.json'];

export const ownWriters = [
  {
    name: 'config set',
    change: true,
    prepare: (home) => configured(home, 'one'),
    argv: () => ['config', 'set', 'ai_model', 'two'],
    state: configIs('ai_model: one\n', 'ai_model: two\n'),
  },
  {
    name: 'config unset',
    change: true,
    async prepare(home) {
      await home.nixai(['config', 'set', 'log_level', 'warn']);
      await configured(home, 'one');
    },
    argv: () => ['config', 'unset', 'ai_model'],
    state: configIs('log_level: warn\nai_model: one\n', 'log_level: warn\n'),
  },
  {
    name: 'config edit',
    change: true,
    async prepare(home) {
      await configured(home, 'one');
      home.env.EDITOR = home.file('editor', '#!/bin/sh\necho "ai_model: two" > "$1"\n');
      chmodSync(home.env.EDITOR, 0o755);
    },
    argv: () => ['config', 'edit'],
    state: configIs('ai_model: one\n', 'ai_model: two\n'),
  },
  {
    name: 'undo',
    change: true,
    async prepare(home) {
      await configured(home, 'one');
      await configured(home, 'two');
    },
    argv: () => ['undo', '--yes'],
    state: configIs('ai_model: two\n', 'ai_model: one\n'),
  },
  {
    name: 'ask (history)',
    prepare: (home) => home.nixai(question),
    argv: () => question,
    state: historyIs(1, 2),
  },
  {
    name: 'history delete',
    async prepare(home) {
      await home.nixai(question);
      await home.nixai(question);
    },
    argv(home) {
      const names = readdirSync(historyFolder(home)).filter((name) => name.endsWith('.json'));
      return ['history', 'delete', names.sort()[0].replace('.json', ''), '--yes'];
    },
    state: historyIs(2, 1),
  },
  {
    name: 'docs sync',
    async prepare(home) {
      optionFile(home, ['enable', 'port']);
      await home.nixai([...sync, '--release', 'nixos-25.05']);
      optionFile(home, ['enable', 'port', 'user']);
    },
    argv: () => [...sync, '--release', 'nixos-25.05'],
    async state(home) {
      const { stdout } = await home.nixai(['docs', 'status', '--json']);
      const source = JSON.parse(stdout).sources.find(({ name }) => name === 'file');
      if (source.status.counts?.option === 2) return 'old';
      return source.status.counts?.option === 3 ? 'new' : `broken: ${stdout}`;
    },
  },
];
