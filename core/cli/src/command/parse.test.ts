import { expect } from 'chai';
import { arg, defineCommand, flag, schema, type LoadedCommand, type NixaiError } from '@nixai/api';
import { parseCommand, tellingOf } from './parse.js';

const command = {
  ...(defineCommand({
    summary: 'Keep something',
    args: { name: arg.string('What to call it', { required: true }) },
    flags: {
      output: flag.string('The file', { required: true }),
      tag: flag.strings('A word to choose it by'),
      yes: flag.boolean('Do not ask', { exclusive: ['tag'] }),
    },
    run: async () => ({}),
  }) as unknown as LoadedCommand),
  id: 'boxes:add',
};

async function refusal(...argv: readonly string[]): Promise<NixaiError> {
  try {
    await parseCommand(command, argv);
  } catch (error) {
    return error as NixaiError;
  }
  throw new Error('it was taken');
}

describe('what never ends', () => {
  const watching = (events: boolean) => ({
    ...(defineCommand({
      summary: 'Look at boxes',
      flags: { watch: flag.boolean('Again and again') },
      ...(events && { events: schema.string }),
      run: async () => ({}),
    }) as unknown as LoadedCommand),
    id: 'boxes:look',
  });

  it('is a document a line where it has events', async () => {
    const { flags } = await parseCommand(watching(true), ['--json', '--watch']);
    expect(flags).to.include({ json: true, ndjson: true });
    expect((await parseCommand(watching(true), ['--json'])).flags['ndjson']).not.to.equal(true);
    const without = await parseCommand(watching(false), ['--json', '--watch']);
    expect(without.flags).not.to.have.property('ndjson');
    expect(tellingOf(['boxes', 'look', '--json', '--watch']).json).to.equal('line');
    expect(tellingOf(['boxes', 'look', '--json']).json).to.equal('document');
  });
});

describe('a line that is taken', () => {
  it('has its switches as true or false, and nothing for a value that was not given', async () => {
    const { flags } = await parseCommand(command, ['box', '--output', 'x']);
    expect(flags).to.include({ output: 'x', yes: false, json: false, offline: false });
    expect(flags).not.to.have.property('tag');
    const given = await parseCommand(command, ['box', '--output', 'x', '--yes']);
    expect(given.flags).to.include({ yes: true, json: false });
  });
});

describe('a line that can not be taken', () => {
  const hint = 'nixai boxes add --help';

  it('says in a line which word is missing, with no notes on flags', async () => {
    const { what, why, hint: way } = await refusal('--output', 'x');
    expect([what, why, way]).to.deep.equal(['missing: NAME (What to call it)', undefined, hint]);
  });

  it('says in a line which flag is missing', async () => {
    const { what, why, hint: way } = await refusal('box');
    expect([what, why, way]).to.deep.equal(['missing: --output (The file)', undefined, hint]);
  });

  it('says another fault of flags without an introduction', async () => {
    const { what } = await refusal('box', '--output', 'x', '--yes', '--tag', 'y');
    expect(what).to.match(/^--\w+.*cannot also be provided/);
  });
});
