import { expect } from 'chai';
import type { HealthResult } from '../results/report.js';
import { promptFor, troublesOf } from './prompt.js';
import { unbacked } from './unbacked.js';

const result = (more: Partial<HealthResult>): HealthResult => ({
  check: 'disk.space',
  title: 'Disk space',
  group: 'disk',
  status: 'major',
  summary: '96 % used',
  evidence: [],
  milliseconds: 1,
  ...more,
});
const full = result({
  target: '/nix/store',
  fix: { title: 'Collect garbage', code: 'sudo nix-collect-garbage', language: 'sh' },
});

describe('what a model is told of a report', () => {
  it('is what is wrong and counts, the worst first, with what the rules recommend', () => {
    const troubles = troublesOf({
      results: [
        result({ status: 'ok' }),
        result({ status: 'minor', summary: 'old' }),
        full,
        result({ status: 'critical', known: true }),
        result({ status: 'unknown' }),
      ],
    });
    expect(troubles.map(({ status }) => status)).to.deep.equal(['major', 'minor']);
    const { foreign, rules } = promptFor(troubles);
    expect(foreign[0]?.text).to.contain('sudo nix-collect-garbage').and.to.contain('/nix/store');
    expect(rules).not.to.contain('nix-collect-garbage');
  });
});

describe('what a model adds to the recommendations', () => {
  const of = (text: string) => unbacked(text, [full]);

  it('is nothing where it quotes them, with sudo or without', () => {
    expect(of('Run `nix-collect-garbage` or `sudo nix-collect-garbage`.')).to.deep.equal([]);
    expect(of('First:\n```sh\n$ sudo nix-collect-garbage\n```\nThen rest.')).to.deep.equal([]);
    expect(of('The disk `/nix/store` is full, and `nginx` too.')).to.deep.equal([]);
  });

  it('is each line of code that they have not', () => {
    expect(of('```sh\nsudo nix-collect-garbage\nrm -rf /var/log\n```')).to.deep.equal([
      'rm -rf /var/log',
    ]);
    expect(of('Also `systemctl stop nginx`, and again `systemctl stop nginx`.')).to.deep.equal([
      'systemctl stop nginx',
    ]);
  });
});
