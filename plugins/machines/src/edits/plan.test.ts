import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  checker,
  files,
  nixLanguage,
  type CheckDefinition,
  type CheckFinding,
  type FileChange,
  type Plan,
  type ReadConfiguration,
} from '@nixai/api';
import { createTestHost, recordedTasks } from '@nixai/api/testing';
import { setAttribute } from '@nixai/nix';
import { editConfigurations } from './plan.js';
import { placeFor } from './place.js';
import { editsIn } from './wanted.js';

/** A configuration of definitions that each stand in a file. */
function read(
  folder: string,
  all: readonly (readonly [option: string, file: string, conditional?: boolean])[],
): ReadConfiguration {
  const definitions = all.map(([option, file, conditional = false]) => ({
    definition: { path: option.split('.'), values: [], conditional, priority: 100 },
    file: join(folder, file),
  }));
  const of = (one: CheckDefinition) => definitions.find(({ definition }) => definition === one);
  return {
    name: 'web1',
    configuration: {
      set: 'nixos',
      complete: true,
      definitions: (path) =>
        definitions
          .map(({ definition }) => definition)
          .filter((one) => one.path.join('.') === [path].flat().join('.')),
      valueOf: () => undefined,
    },
    placeOf(definition) {
      const file = of(definition)?.file;
      return file === undefined ? undefined : { file, line: 1 };
    },
    all: definitions.map(({ definition }) => definition),
    textOf: () => undefined,
  };
}

describe('where an option is set', () => {
  const at = (option: string, ...all: Parameters<typeof read>[1][number][]) =>
    placeFor(option.split('.'), read('/etc/site', all), '/etc/site');
  it('is where it stands, or beside its nearest neighbour', () => {
    expect(at('a.b.c', ['a.b.c', 'x.nix'], ['a.b.d', 'y.nix'])).to.deep.equal({
      file: '/etc/site/x.nix',
    });
    expect(at('a.b.c', ['z', 'x.nix'], ['a.b.d', 'y.nix'])).to.deep.equal({
      file: '/etc/site/y.nix',
    });
  });
  it('is nowhere where a text cannot tell what an edit comes to', () => {
    const why = (...all: Parameters<typeof read>[1][number][]) => {
      const place = at('a.b', ...all);
      return 'why' in place ? place.why : '';
    };
    expect(why(['a.b', 'x.nix', true])).to.contain('condition');
    expect(why(['a.b', 'x.nix'], ['a.b', 'y.nix'])).to.contain('2 places');
    expect(why(['a.b.c', 'x.nix'])).to.contain('one by one');
    expect(why(['a.b', 'flake.nix'])).to.contain('flake.nix');
    expect(why(['a.b', '../else.nix'])).to.contain('not of this configuration');
    expect(why(['z', '../else.nix'])).to.contain('can be edited');
  });
});

describe('edits of configurations', () => {
  let folder: string;
  let planned: readonly FileChange[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-edits-'));
    writeFileSync(join(folder, 'x.nix'), '{\n  a.b = 1;\n}\n');
    planned = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** @param after what the checker says once a file is another. */
  async function edit(nix: string, after: readonly Partial<CheckFinding>[], more: object = {}) {
    const own = read(folder, [['a.b', 'x.nix']]);
    const host = createTestHost({
      services: [
        [
          checker,
          {
            check: async (_: string, { texts }: { texts: ReadonlyMap<string, string> }) => ({
              findings: texts.size === 0 ? [] : after,
            }),
            configurations: async () => [own],
          },
        ],
        [
          nixLanguage,
          {
            set: (text: string, path: readonly string[], value: string) =>
              setAttribute(text, path, value),
          },
        ],
        [
          files,
          {
            diff: () => '',
            plan: async (changes: readonly FileChange[]): Promise<Plan> => {
              planned = changes;
              return { about: '', actions: [], risk: 'none', apply: async () => ({}) };
            },
          },
        ],
      ],
    });
    let looks = 0;
    const wanted = { id: 'one', edits: editsIn(nix), holds: () => looks++ > 0, ...more };
    return editConfigurations(
      { host, tasks: recordedTasks(), carryOut: async () => ({ change: 'id' }) },
      [
        {
          machine: 'web1',
          written: { read: own, from: folder, target: folder, folder },
          wanted: [wanted],
        },
      ],
      { about: 'x', dryRun: false, yes: true },
    );
  }

  it('are written where they hold then and bring nothing', async () => {
    const { edits, left, written, undo } = await edit('a.b = 2;', [{ severity: 'note' }]);
    expect([edits.length, left, written, undo]).to.deep.equal([1, [], true, 'id']);
    expect(planned.map(({ content }) => content)).to.deep.equal(['{\n  a.b = 2;\n}\n']);
  });

  it('are left where they bring a finding, do not hold, do not parse, or would replace a choice', async () => {
    const why = async (...words: Parameters<typeof edit>) => {
      const { edits, left, written } = await edit(...words);
      expect([edits, written, planned]).to.deep.equal([[], false, []]);
      return left[0]?.why;
    };
    const worse = [{ rule: 'r', severity: 'warning' as const, message: 'it is old' }];
    expect(await why('a.b = 2;', worse)).to.contain('it is old');
    expect(await why('a.b = 2;', [], { holds: () => false })).to.contain('does not show');
    expect(await why('a.b = 2;', [], { keeps: true })).to.contain('has a value already');
    writeFileSync(join(folder, 'x.nix'), '{ a.b = ');
    expect(await why('a.b = 2;', [])).to.contain('a.b: ');
  });
});
