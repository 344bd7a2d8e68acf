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
    expect(saidOf('diagnos:build.log')[2]).to.equal('nixai diagnose build.log');
    expect(saidOf('diagnos:$(x)')[2]).to.equal('nixai diagnose');
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

  it('get one that begins so, and where there are many a command that lists them', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `machines:${name}${name}x`);
    const many = {
      ...config,
      commandIDs: [...ids, 'machines:performance:monitor'],
      topics: [{ name: 'machines' }, { name: 'machines:performance' }],
    } as unknown as Interfaces.Config;
    const of = (id: string) => unknownCommand(id, many);
    expect(of('machines:perf').why).to.equal(
      'nearest: machines performance monitor; all 9: nixai machines --help',
    );
    expect(of('machines:performance:monitr').why).to.equal('nearest: machines performance monitor');
    expect(of('machines:performance:xyzzy').why).to.equal(
      'there are: machines performance monitor',
    );
    expect(of('machines:xyzzy').hint).to.equal('nixai machines --help');
    expect(of('machines:xyzzy').why).to.contain('all 9: nixai machines --help');
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
