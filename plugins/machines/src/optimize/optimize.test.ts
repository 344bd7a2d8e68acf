import { expect } from 'chai';
import fc from 'fast-check';
import { plainView } from '@nixai/api/testing';
import { editsIn } from '../edits/wanted.js';
import { renderOptimized } from '../render/optimized.js';
import { adviceFor, measuredOf, type Measured } from './advice.js';
import { parseUsage, type Usage } from './probe.js';

const gibi = 2 ** 30;
const none: Measured = { samples: 0, killed: 0 };
const well: Usage = {
  ...{ processors: 8, memory: 16 * gibi, swap: 0, swapUsed: 0, hasZram: false, killed: 0 },
  ...{ collects: true, optimises: true, generations: 5, storeUsed: 40, journal: gibi },
  ...{ temporary: 1024, temporaryIsMemory: false },
};
const ids = (more: Partial<Usage>, measured = none): readonly string[] =>
  adviceFor({ ...well, ...more }, measured).map(({ id }) => id);

describe('advice', () => {
  it('is none where no number says so, nor where nothing is known', () => {
    expect(ids({})).to.deep.equal([]);
    expect(adviceFor({ hasZram: false }, none)).to.deep.equal([]);
  });

  it('is of memory and builds where memory was short, by what was killed, swapped or measured', () => {
    const short = ['zram-swap', 'build-fewer'];
    expect(ids({ killed: 2 })).to.deep.equal(short);
    expect(ids({ swap: 4 * gibi, swapUsed: 3 * gibi })).to.deep.equal(short);
    expect(ids({}, { samples: 9, memory: 93.5, killed: 0 })).to.deep.equal(short);
    expect(ids({}, { samples: 9, memory: 89, killed: 1 })).to.deep.equal(short);
    expect(ids({ killed: 2, hasZram: true, maxJobs: '2', cores: '4' })).to.deep.equal([]);
    const [, builds] = adviceFor({ ...well, killed: 2 }, none);
    expect(builds?.numbers).to.deep.equal([
      'the kernel has killed 2 for memory since the boot',
      'max-jobs auto and cores 0 on 8 processors: 64 at once at most',
    ]);
    expect(builds?.nix).to.equal('nix.settings.max-jobs = 4; nix.settings.cores = 2;');
  });

  it('is of each other thing by its own number', () => {
    expect(ids({ maxJobs: '1', cores: '1' })).to.deep.equal(['build-more']);
    expect(ids({ maxJobs: 'many' })).to.deep.equal([]);
    expect(ids({ collects: false })).to.deep.equal([]);
    expect(ids({ collects: false, generations: 40 })).to.deep.equal(['collect-garbage']);
    expect(ids({ optimises: false, storeUsed: 91 })).to.deep.equal(['optimise-store']);
    expect(ids({ journal: 3 * gibi })).to.deep.equal(['journal-limit']);
    expect(ids({ journal: 3 * gibi, journalLimit: '4G' })).to.deep.equal([]);
    expect(ids({ temporary: 5 * gibi })).to.deep.equal(['clean-tmp']);
    expect(ids({ temporary: 5 * gibi, temporaryIsMemory: true })).to.deep.equal([]);
    expect(ids({ untrimmed: 'nvme0n1' })).to.deep.equal(['trim']);
  });

  it('whatever a machine is, has numbers, and is Nix that sets options', () => {
    const bytes = fc.option(
      fc.nat(64).map((one) => one * gibi),
      { nil: undefined },
    );
    const usage = fc.record({
      processors: fc.option(fc.integer({ min: 1, max: 256 }), { nil: undefined }),
      ...{ memory: bytes, swap: bytes, swapUsed: bytes, journal: bytes, temporary: bytes },
      hasZram: fc.boolean(),
      killed: fc.nat(3),
      maxJobs: fc.constantFrom('auto', '1', '64', '0', 'x'),
      cores: fc.constantFrom('0', '1', '64', 'x'),
      collects: fc.boolean(),
      optimises: fc.boolean(),
      generations: fc.nat(100),
      storeUsed: fc.nat(100),
    });
    fc.assert(
      fc.property(usage, (one) => {
        for (const { numbers, nix } of adviceFor(one, none)) {
          expect(numbers.some((text) => /\d/.test(text))).to.equal(true);
          expect(editsIn(nix).length).to.be.above(0);
        }
      }),
    );
  });
});

describe('what a machine has', () => {
  const said = `processors\t4
MemTotal:\t8000000
SwapTotal:\t1000
SwapFree:\t400
zram\t1
killed\t3
max-jobs\t2
cores\t1
units\t1
timer\tnix-gc
generations\t42
store\t83%
journal\t3145728
tmp\ttmpfs
flash\tnvme0n1
end\t1
`;
  it('is read from its words', () =>
    expect(parseUsage(said)).to.deep.equal({
      ...{ processors: 4, memory: 8_192_000_000, swap: 1_024_000, swapUsed: 614_400 },
      ...{ hasZram: true, killed: 3, maxJobs: '2', cores: '1', collects: true, optimises: false },
      ...{ generations: 42, storeUsed: 83, journal: 3 * gibi, temporaryIsMemory: true },
      untrimmed: 'nvme0n1',
    }));
  it('is nothing where they are cut off', () =>
    fc.assert(
      fc.property(fc.nat(said.length - 6), (at) => {
        expect(parseUsage(said.slice(0, at))).to.equal(undefined);
      }),
    ));
  it('has the highest of what was measured', () => {
    expect(
      measuredOf([{ at: 1, memory: 4, killed: 1 }, { at: 2, memory: 9 }, { at: 3 }]),
    ).to.deep.equal({ samples: 3, memory: 9, killed: 1 });
  });
});

describe('how advice is shown', () => {
  it('is with its numbers, its cost, and how it is written', () => {
    const advice = adviceFor({ ...well, journal: 3 * gibi }, none);
    const text = renderOptimized(
      { machines: [{ name: 'web1', host: '10.0.0.1', samples: 0, advice: [...advice] }] },
      plainView,
    );
    expect(text).to.contain('the journal has 3.0 GiB').and.to.contain('cost: older entries');
    expect(text).to.contain('--apply-recommendations');
    for (const line of text.split('\n')) expect(line.length, line).to.be.below(81);
  });
});
