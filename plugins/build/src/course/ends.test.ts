import { expect } from 'chai';
import type { NixBuildEvent } from '@nixai/api';
import { Ends } from './ends.js';

const start = (id: string): NixBuildEvent => ({
  ...{ at: 0, type: 'start', id, what: 'build', of: `/nix/store/${id}.drv` },
});
const stop = (id: string): NixBuildEvent => ({ at: 0, type: 'stop', id });
const counts = (done: number, running: number, failed: number): NixBuildEvent => ({
  ...{ at: 0, type: 'builds', expected: 3, done, running, failed },
});
const failed = (id: string): NixBuildEvent => ({
  ...{ at: 0, type: 'message', level: 'error' },
  text: `error: builder for '/nix/store/${id}.drv' failed with exit code 1`,
});

function told(isBrokenOff: boolean, ...events: NixBuildEvent[]): Record<string, string> {
  const ends = new Ends(() => isBrokenOff);
  return Object.fromEntries(events.flatMap((event) => [...ends.take(event)]));
}

describe('how a build ended', () => {
  it('is known at once where nothing has failed', () => {
    const events = [start('a'), start('b'), counts(1, 1, 0), stop('a')];
    expect(told(false, ...events)).to.deep.equal({ a: 'built' });
    expect(told(true, start('a'), counts(0, 1, 0), stop('a')), 'broken off').to.deep.equal({});
  });

  it('is told by the name of what failed, whichever is over first', () => {
    const all = [start('bad'), start('quick'), start('slow'), counts(1, 1, 1), failed('bad')];
    // Nix ends what runs beside, and counts it no more.
    expect(told(false, ...all, stop('slow'), stop('quick'), stop('bad'))).to.deep.equal({
      bad: 'failed',
    });
  });

  it('is told by the counts where others go on (--keep-going)', () => {
    const events = [start('a'), start('b'), counts(0, 1, 1), stop('a'), counts(1, 0, 1), stop('b')];
    expect(told(false, ...events)).to.deep.equal({ a: 'failed', b: 'built' });
  });
});
