import { expect } from 'chai';
import fc from 'fast-check';
import { savingsIn, withFollows } from '../dedup/dedup.js';
import { duplicatesIn, lockFacts } from './facts.js';
import { nodeOf, reached, readLock, referenceOf, repositoryOf } from '@nixai/machine/lock';

const today = new Date('2026-11-29T12:00:00Z');
const at = (iso: string) => Date.parse(iso) / 1000;
const nixpkgs = (ref: string, rev: string, date = '2026-11-20') => ({
  locked: {
    type: 'github',
    owner: 'NixOS',
    repo: 'nixpkgs',
    rev,
    narHash: 'sha256-x',
    lastModified: at(date),
  },
  original: { type: 'github', owner: 'NixOS', repo: 'nixpkgs', ref },
});

function lockOf(nodes: object, inputs: object) {
  return readLock(
    JSON.stringify({ version: 7, root: 'root', nodes: { root: { inputs }, ...nodes } }),
  )!;
}

const rules = (lock: ReturnType<typeof lockOf>, names?: readonly string[]) =>
  lockFacts(
    lock,
    names?.map((name) => ({ name, follows: {}, flake: true })),
    today,
  ).map(({ rule, input }) => `${rule} ${input ?? ''}`.trim());

describe('a flake.lock', () => {
  it('is followed as Nix follows it', () => {
    const lock = lockOf(
      {
        nixpkgs: nixpkgs('nixos-unstable', 'a'),
        hm: { inputs: { nixpkgs: ['nixpkgs'], gone: ['nope'] } },
        tool: { inputs: { nixpkgs: ['hm', 'nixpkgs'], home: 'hm' } },
      },
      { nixpkgs: 'nixpkgs', hm: 'hm', tool: 'tool' },
    );
    expect(nodeOf(lock, ['tool', 'nixpkgs'])).to.equal('nixpkgs');
    expect(nodeOf(lock, ['hm', 'gone'])).to.equal(undefined);
    expect([...reached(lock).keys()]).to.deep.equal(['root', 'nixpkgs', 'hm', 'tool']);
    expect(rules(lock)).to.deep.equal(['dead-follows hm/gone']);
  });

  it('ends where it leads in circles', () => {
    const lock = lockOf({ a: { inputs: { x: ['a', 'x'] } } }, { a: 'a' });
    expect(nodeOf(lock, ['a', 'x'])).to.equal(undefined);
  });

  it('tells what is over, old, unknown to others, without a hash, on this machine alone', () => {
    const lock = lockOf(
      {
        over: nixpkgs('nixos-25.05', 'a'),
        old: nixpkgs('nixos-unstable', 'b', '2026-06-01'),
        registry: {
          locked: { ...nixpkgs('x', 'c').locked, owner: 'o', repo: 'p' },
          original: { type: 'indirect', id: 'nixpkgs' },
        },
        here: {
          locked: { type: 'path', path: '/home/ada/x', narHash: 'sha256-x' },
          original: { type: 'path', path: '/home/ada/x' },
        },
        bare: { locked: { type: 'tarball', url: 'http://example.org/x.tar.gz' }, original: {} },
        lost: { locked: { narHash: 'x' }, original: {} },
      },
      { over: 'over', old: 'old', registry: 'registry', here: 'here', bare: 'bare' },
    );
    expect(rules(lock, ['over', 'old', 'registry', 'here', 'new'])).to.have.members([
      'not-locked new',
      'not-in-flake bare',
      'end-of-life over',
      'old old',
      'registry registry',
      'absolute-path here',
      'no-hash bare',
      'plain-http bare',
      'unreferenced',
      'duplicate old',
    ]);
  });

  it('is not read where it is of another version', () => {
    const lock = readLock('{"version":8,"nodes":{}}')!;
    expect(rules(lock)).to.deep.equal(['version']);
    expect(readLock('[]')).to.equal(undefined);
    expect(readLock('{')).to.equal(undefined);
  });

  it('never breaks on what it does not expect', () => {
    fc.assert(
      fc.property(fc.json(), fc.object({ maxDepth: 4 }), (text, nodes) => {
        readLock(text);
        const lock = readLock(JSON.stringify({ version: 7, root: 'root', nodes }));
        if (lock !== undefined) lockFacts(lock, [], today);
      }),
    );
  });

  it('writes references as flakes do', () => {
    expect(referenceOf({ type: 'github', owner: 'a', repo: 'b', ref: 'c' })).to.equal(
      'github:a/b/c',
    );
    expect(referenceOf({ type: 'indirect', id: 'nixpkgs' })).to.equal('flake:nixpkgs');
    expect(referenceOf({ type: 'git', url: 'https://x/y', ref: 'm' })).to.equal(
      'git+https://x/y?ref=m',
    );
    expect(repositoryOf({ type: 'github', owner: 'NixOS', repo: 'Nixpkgs' })).to.equal(
      'github:nixos/nixpkgs',
    );
  });
});

describe('copies of one repository', () => {
  const lock = lockOf(
    {
      nixpkgs: nixpkgs('nixos-unstable', 'a'),
      stable: nixpkgs('nixos-26.05', 'b'),
      n2: nixpkgs('nixos-unstable', 'c'),
      n3: nixpkgs('nixos-26.05', 'd'),
      n4: nixpkgs('release-24.05', 'e'),
      hm: { inputs: { nixpkgs: 'n2' } },
      deep: { inputs: { nixpkgs: 'n3', below: 'below' } },
      below: { inputs: { nixpkgs: 'n4' } },
    },
    { nixpkgs: 'nixpkgs', 'nixpkgs-stable': 'stable', hm: 'hm', deep: 'deep' },
  );

  it('are those that several ways lead to', () => {
    expect(duplicatesIn(lock).map(({ ways }) => ways.map((way) => way.join('/')))).to.deep.equal([
      ['nixpkgs', 'nixpkgs-stable', 'deep/nixpkgs', 'hm/nixpkgs', 'deep/below/nixpkgs'],
    ]);
  });

  it('follow the one of their own branch, and another one only where that is said', () => {
    expect(
      savingsIn(lock).map(({ input, follows, differs }) => [input, follows, differs !== undefined]),
    ).to.deep.equal([
      ['deep/nixpkgs', 'nixpkgs-stable', false],
      ['hm/nixpkgs', 'nixpkgs', false],
      ['deep/below/nixpkgs', 'nixpkgs', true],
    ]);
  });

  it('are written where the input stands', () => {
    const text =
      '{\n  inputs = {\n    hm = {\n      url = "github:a/b";\n    };\n    deep.url = "github:c/d";\n  };\n  outputs = _: { };\n}\n';
    const { text: after, made } = withFollows(text, savingsIn(lock));
    expect(made).to.have.length(3);
    expect(after).to.contain(
      'hm = {\n      url = "github:a/b";\n      inputs.nixpkgs.follows = "nixpkgs";\n    };',
    );
    expect(after).to.contain('deep.inputs.nixpkgs.follows = "nixpkgs-stable";');
    expect(after).to.contain('deep.inputs.below.inputs.nixpkgs.follows = "nixpkgs";');
  });
});
