import { expect } from 'chai';
import { picksOf } from './picks.js';

describe('numbers after a list', () => {
  it('stand for what looks closer at each item', () => {
    const results = [
      { name: 'firefox', kind: 'package' },
      { name: 'programs.firefox.enable', kind: 'option', set: 'nixos' },
      { name: 'programs.firefox.enable', kind: 'option', set: 'home-manager' },
      { name: 'nginx', kind: 'service' },
      { name: 'Firefox "themes"', kind: 'topic' },
    ];
    expect(picksOf('search', { query: 'firefox', results }).map(({ line }) => line)).to.deep.equal([
      'search pkg firefox',
      'explain-option programs.firefox.enable',
      'explain-home-option programs.firefox.enable',
      'service-examples nginx',
      'ask "Firefox \\"themes\\""',
    ]);
  });

  it('are nine at most, and none where nothing is listed', () => {
    const results = Array.from({ length: 30 }, (_, at) => ({ name: `p${at}`, kind: 'package' }));
    expect(picksOf('search', { results })).to.have.length(9);
    for (const [id, result] of [
      ['search', { results: [] }],
      ['doctor', { checks: [{ name: 'x' }] }],
      ['search', undefined],
    ] as const)
      expect(picksOf(id, result)).to.deep.equal([]);
  });
});
