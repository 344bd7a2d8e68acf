import { expect } from 'chai';
import { toCommandLine } from './commandLine.js';

describe('the command line', () => {
  const cases: readonly (readonly [typed: string[], meant: string[]])[] = [
    [['how do I enable SSH?'], ['ask', 'how do I enable SSH?']],
    [
      ['--ask', 'what is a flake'],
      ['ask', 'what is a flake'],
    ],
    [
      ['-a', 'what is a flake', '--json'],
      ['ask', 'what is a flake', '--json'],
    ],
    [['--ask=what is a flake'], ['ask', 'what is a flake']],
    [
      ['--no-ai', 'what is a flake'],
      ['ask', '--no-ai', 'what is a flake'],
    ],
    [['flakes?'], ['ask', 'flakes?']],
    [
      ['config', 'get', 'ai_model'],
      ['config', 'get', 'ai_model'],
    ],
    [
      ['config', 'set', 'x', 'a b c'],
      ['config', 'set', 'x', 'a b c'],
    ],
    [['--help'], ['--help']],
    [['-h'], ['--help']],
    [['help'], ['--help']],
    [
      ['-h', 'check'],
      ['check', '--help'],
    ],
    [
      ['help', 'config', 'set', '--json'],
      ['config', 'set', '--help', '--json'],
    ],
    [
      ['check', '-h'],
      ['check', '--help'],
    ],
    [
      ['config', '--json'],
      ['config', 'show', '--json'],
    ],
    [
      ['--json', 'check', 'FILE'],
      ['check', 'FILE', '--json'],
    ],
    [
      ['--quiet', '--no-color', '--offline', '--debug', 'history', 'list'],
      ['history', 'list', '--quiet', '--no-color', '--offline', '--debug'],
    ],
    [
      ['--json', 'build', '--', '-L'],
      ['build', '--json', '--', '-L'],
    ],
    [
      ['--json', 'config'],
      ['config', 'show', '--json'],
    ],
    [
      ['--json', 'help', 'check'],
      ['check', '--help', '--json'],
    ],
    [
      ['--json', 'what is a flake?'],
      ['ask', '--json', 'what is a flake?'],
    ],
    [
      ['--offline', '--no-ai', 'flakes'],
      ['ask', '--offline', '--no-ai', 'flakes'],
    ],
    [['what does -h mean?'], ['ask', 'what does -h mean?']],
    [[], []],
  ];
  for (const [typed, meant] of cases)
    it(`${JSON.stringify(typed)} means ${JSON.stringify(meant)}`, () => {
      expect(toCommandLine(typed)).to.deep.equal(meant);
    });
});
