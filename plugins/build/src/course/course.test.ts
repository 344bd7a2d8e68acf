import { expect } from 'chai';
import type { NixBuildEvent } from '@nixai/api';
import { Course } from './course.js';

const drv = '/nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-web-1.0.drv';

function told(...events: NixBuildEvent[]): Course {
  const course = new Course(() => false);
  for (const event of events) course.take(event);
  return course;
}

describe('the course of a build', () => {
  it('is the time of each phase, which together are the whole', () => {
    const course = told(
      { at: 1000, type: 'start', id: '1', what: 'build', of: drv },
      { at: 1200, type: 'phase', id: '1', phase: 'unpackPhase' },
      { at: 2000, type: 'phase', id: '1', phase: 'buildPhase' },
      { at: 5000, type: 'stop', id: '1' },
    );
    expect(
      course.times({ failed: [], built: new Set([drv]) }, { since: 0, now: 9000 }),
    ).to.deep.equal([
      {
        ...{ derivation: drv, outcome: 'built', at: 1, seconds: 4 },
        phases: [
          { name: 'before', seconds: 0.2 },
          { name: 'unpackPhase', seconds: 0.8 },
          { name: 'buildPhase', seconds: 3 },
        ],
      },
    ]);
  });

  it('says what failed, and what was broken off', () => {
    const course = told(
      { at: 0, type: 'start', id: '1', what: 'build', of: drv },
      { at: 0, type: 'start', id: '2', what: 'build', of: `${drv}2`, from: 'ssh://big' },
      { at: 1, type: 'stop', id: '1' },
    );
    const times = course.times({ failed: [drv], built: new Set() }, { since: 0, now: 2000 });
    expect(times.map(({ outcome, from }) => [outcome, from])).to.deep.equal([
      ...[
        ['failed', undefined],
        ['interrupted', 'ssh://big'],
      ],
    ]);
    expect(times[1]?.seconds).to.equal(2);
  });

  it('keeps the end of a log, however long it is', () => {
    const course = told({ at: 0, type: 'start', id: '1', what: 'build', of: drv });
    for (let line = 0; line < 100_000; line++)
      course.take({ at: 1, type: 'log', id: '1', line: `${line} ${'x'.repeat(5000)}` });
    const kept = course.logOf(drv);
    expect(kept).to.have.length(200);
    expect(kept.at(-1)).to.match(/^99999 x{1994}$/);
    expect(course.logOf('another')).to.deep.equal([]);
  });

  it('counts what was fetched, as far as it was told', () => {
    const course = told(
      { at: 0, type: 'start', id: '1', what: 'copy', of: '/nix/store/x', from: 'https://c' },
      { at: 1, type: 'progress', id: '1', done: 10, total: 12 },
      { at: 500, type: 'stop', id: '1' },
    );
    expect(course.fetched(900)).to.deep.equal([
      { path: '/nix/store/x', from: 'https://c', seconds: 0.5, bytes: 10 },
    ]);
  });
});
