import { healthStatuses } from '@nixai/api';
import { expect } from 'chai';
import * as check from 'fast-check';
import { plainView } from '@nixai/api/testing';
import type { HealthReport, HealthResult } from '../results/report.js';
import { countsOf, worstOf } from '../run/status.js';
import { nagiosState } from '../run/exit.js';
import { renderNagios } from './nagios.js';
import { renderPrometheus } from './prometheus.js';
import { renderText } from './text.js';

const result = (more: Partial<HealthResult>): HealthResult => ({
  check: 'disk.space',
  title: 'Disk space',
  group: 'disk',
  status: 'ok',
  summary: 'fine',
  evidence: [],
  milliseconds: 3,
  ...more,
});
const report = (
  results: readonly HealthResult[],
  more: Partial<HealthReport> = {},
): HealthReport => ({
  date: '2026-11-29T12:00:00.000Z',
  host: 'web1',
  root: '/',
  nixos: true,
  status: worstOf(results),
  counts: countsOf(results),
  results,
  milliseconds: 1234,
  shown: { format: 'text', full: false, quiet: false, strict: false },
  ...more,
});
const trouble = [
  result({
    target: '/',
    status: 'minor',
    summary: '85 % in use',
    value: 85,
    unit: '%',
    minor: 85,
    major: 95,
    fix: { title: 'Collect', code: 'nix-collect-garbage', language: 'sh', safe: 'collect-garbage' },
  }),
  result({
    target: '/nix',
    status: 'minor',
    summary: '86 % in use',
    value: 86,
    unit: '%',
    minor: 85,
    major: 95,
    fix: { title: 'Collect', code: 'nix-collect-garbage', language: 'sh', safe: 'collect-garbage' },
  }),
  result({
    check: 'unit.failed',
    title: 'Failed units',
    group: 'services',
    target: 'a|b.service',
    status: 'major',
    summary: "exit-code 1 | it's",
    evidence: ['one', 'two', 'three'],
    cause: 'Port in use: 80 is taken',
  }),
  result({
    check: 'cert.expiry',
    title: 'Certificates',
    group: 'security',
    target: 'example.org',
    value: 40,
    unit: 'days',
    minor: 21,
    major: 7,
  }),
  result({
    check: 'time.sync',
    title: 'Clock',
    group: 'network',
    status: 'unknown',
    summary: 'timedatectl is not installed',
  }),
];

describe('a report as text', () => {
  it('has what is wrong, what to do about it once, and the rest in a line', () => {
    expect(renderText(report(trouble), plainView)).to
      .equal(`Health of web1: 1 major, 2 minor; 1 in order, 1 unknown

services
  major   Failed units: a|b.service: exit-code 1 | it's
    two
    three
    Port in use: 80 is taken

disk
  minor   Disk space: /: 85 % in use
  minor   Disk space: /nix: 86 % in use

network
  unknown Clock: timedatectl is not installed

security
  ok      Certificates

What to do
1. Collect (/, /nix)
  nix-collect-garbage

All of it, with what was left out and why: nixai health --full
What is safe to do can be done at once: nixai health --auto-fix --dry-run`);
  });
  it('says that nothing is wrong only where something was told', () => {
    expect(renderText(report([result({})]), plainView)).to.contain('nothing wrong found');
    expect(renderText(report([result({ status: 'unknown' })]), plainView)).to.contain(
      'nothing could be told',
    );
  });
  it('says that it is not NixOS', () => {
    expect(renderText(report([result({})], { nixos: false }), plainView)).to.contain('not NixOS');
  });
});

describe('a report for Nagios', () => {
  it('is a line with figures, and a line an issue', () => {
    expect(renderNagios(report(trouble))).to.equal(
      `NIXAI CRITICAL - 3 issues: unit.failed a b.service, disk.space /, disk.space /nix; 1 unknown | 'disk.space /'=85%;85;95;; 'disk.space /nix'=86%;85;95;; 'cert.expiry example.org'=40;21:;7:;;
major: unit.failed a b.service: exit-code 1   it's
minor: disk.space /: 85 % in use
minor: disk.space /nix: 86 % in use`,
    );
  });
  it('keeps the first line short, whatever there is', () => {
    const many = Array.from({ length: 500 }, (_one, at) =>
      result({ target: `/mnt/disk-${at}`, status: 'minor', value: at, unit: '%' }),
    );
    const [first = ''] = renderNagios(report(many)).split('\n');
    expect(first.length).to.be.at.most(4000);
    expect(first.match(/'/g)?.length ?? 0).to.satisfy((count: number) => count % 2 === 0);
  });
  it('has a state of Nagios', () => {
    const state = (status: HealthResult['status'], strict = false) => {
      const one = report([result({ status }), result({ status: 'unknown' })]);
      return nagiosState({ ...one, shown: { ...one.shown, strict } });
    };
    expect([
      state('ok'),
      state('minor'),
      state('major'),
      state('critical'),
      state('ok', true),
    ]).to.deep.equal(['OK', 'WARNING', 'CRITICAL', 'CRITICAL', 'UNKNOWN']);
  });
});

describe('a report for Prometheus', () => {
  const sample =
    /^[a-zA-Z_:][a-zA-Z0-9_:]*(?:\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\})? -?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;
  const help = /^# (?:HELP [a-z_]+ [^\n]+|TYPE [a-z_]+ gauge)$/;

  it('is what the textfile collector reads, whatever targets are called', () => {
    const any = check.record({
      status: check.constantFrom(...healthStatuses),
      target: check.option(check.string({ unit: 'binary' }), { nil: undefined }),
      value: check.option(check.double({ noNaN: true, noDefaultInfinity: true }), {
        nil: undefined,
      }),
    });
    check.assert(
      check.property(check.array(any), (all) => {
        const text = renderPrometheus(
          report(all.map((one) => result(one as Partial<HealthResult>))),
        );
        const lines = text.slice(0, -1).split('\n');
        expect(text.endsWith('\n')).to.equal(true);
        for (const line of lines) expect(sample.test(line) || help.test(line), line).to.equal(true);
        const names = lines
          .filter((line) => !line.startsWith('#'))
          .map((line) => line.replace(/ [^ ]*$/, ''));
        expect(new Set(names).size, 'each series once').to.equal(names.length);
      }),
    );
  });
  it('has no figure for what could not be told', () => {
    const text = renderPrometheus(report(trouble));
    expect(text).to.contain('nixai_health_check{check="unit.failed",target="a|b.service"} 2');
    expect(text).to.not.contain('time.sync');
    expect(text).to.contain('nixai_health_unknown_checks 1');
    expect(text).to.contain('nixai_health_last_run_timestamp_seconds 1795953600');
  });
});
