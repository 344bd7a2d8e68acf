import { expect } from 'chai';
import { fakeClock, type FakeClock } from './index.js';

describe('a fake clock', () => {
  let clock: FakeClock;
  beforeEach(() => (clock = fakeClock('2026-01-01T00:00:00Z')));
  afterEach(() => clock.remove());

  it('stands still, and Date with it', async () => {
    await clock.advance(0);
    expect(new Date().toISOString()).to.equal('2026-01-01T00:00:00.000Z');
    expect(Date.now()).to.equal(clock.now());
    expect(new Date('2020-02-03').getUTCFullYear()).to.equal(2020);
    expect(new Date()).to.be.instanceOf(Date);
  });

  it('runs what is due, in order, each at its own time', async () => {
    const said: string[] = [];
    setTimeout((word: string) => said.push(`${word} ${Date.now() - start}`), 2000, 'second');
    setTimeout(() => said.push(`first ${Date.now() - start}`), 1000);
    const cleared = setTimeout(() => said.push('never'), 1500);
    const start = clock.now();
    clearTimeout(cleared);
    await clock.advance(999);
    expect(said).to.deep.equal([]);
    await clock.advance(5000);
    expect(said).to.deep.equal(['first 1000', 'second 2000']);
    expect(clock.now()).to.equal(start + 5999);
  });

  it('repeats an interval until it is cleared', async () => {
    let times = 0;
    const interval = setInterval(() => times++, 10);
    await clock.advance(35);
    clearInterval(interval);
    await clock.advance(100);
    expect(times).to.equal(3);
  });

  it('lets what awaits a timer go on, also where that sets another', async () => {
    const wait = (milliseconds: number) =>
      new Promise((resolve) => setTimeout(resolve, milliseconds));
    let done = false;
    void wait(1000)
      .then(() => wait(1000))
      .then(() => (done = true));
    await clock.advance(1999);
    expect(done).to.equal(false);
    await clock.advance(1);
    expect(done).to.equal(true);
  });

  it('leaves the real clock behind', () => {
    clock.remove();
    expect(setTimeout.name).to.equal('setTimeout');
    expect(new Date().getTime()).to.be.closeTo(Date.now(), 1000);
  });
});
