import { expect } from 'chai';
import type { Interfaces } from '@oclif/core';
import { unknownCommand } from './unknownCommand.js';

/** As much of oclif's configuration as is asked for: these commands, and those of what is not installed. */
const config = {
  commandIDs: ['ask', 'diagnose', 'plugins', 'plugins:install', 'store:backup', 'store:roots'],
  topics: [{ name: 'plugins' }, { name: 'store' }],
  findCommand: (id: string) => (id === 'plugins' ? {} : undefined),
  pjson: { nixai: { officialPlugins: { '@nixai/plugin-flake': ['flake'] } } },
} as unknown as Interfaces.Config;

const saidOf = (id: string): readonly (string | undefined)[] => {
  const { what, why, hint } = unknownCommand(id, config);
  return [what, why, hint];
};

describe('words that are no command', () => {
  it('get the nearest names', () => {
    expect(saidOf('diagnos')).to.deep.equal([
      'there is no command "diagnos"',
      'nearest: diagnose',
      'nixai diagnose',
    ]);
    expect(saidOf('diagnos:build.log')[1]).to.equal('nearest: diagnose');
    expect(saidOf('flke')[1]).to.equal('nearest: flake');
  });

  it('get the nearest of a topic’s own commands, or else all that it has', () => {
    expect(saidOf('store:root')).to.deep.equal([
      'there is no command "store root"',
      'nearest: store roots',
      'nixai store roots',
    ]);
    expect(saidOf('store:paths')).to.deep.equal([
      'there is no command "store paths"',
      'there are: store backup, store roots',
      'nixai store --help',
    ]);
  });

  it('are told from a word that a command does not take', () => {
    expect(saidOf('store:backup:list')).to.deep.equal([
      'store backup takes no word "list"',
      'there are: store backup, store roots',
      'nixai store backup --help',
    ]);
  });

  it('are not guessed at where nothing is like them', () => {
    expect(saidOf('xyzzy').slice(1)).to.deep.equal([undefined, 'nixai --help']);
  });
});
