import type { CheckDefinition, ReadConfiguration, SampleValue, WrittenValue } from '@nixai/api';
import { createCheckConfiguration } from '@nixai/contributions';
import { expect } from 'chai';
import fc from 'fast-check';
import { allRules, baseline, baselineNames } from './baselines.js';
import { judgeDeclared, pathOf } from './declared.js';
import { faultsOf } from './rulesFile.js';
import { judgeRunning, readFacts, type RunningFacts } from './running/facts.js';
import { verdictOf } from './verdict.js';
import type { Rule } from './rule.js';

const rules = await allRules();

function written(value: SampleValue): WrittenValue {
  if (value === null) return { type: 'null' };
  if (typeof value === 'boolean') return { type: 'boolean', value };
  if (typeof value === 'number') return { type: 'number', value };
  if (typeof value === 'string') return { type: 'string', value };
  if (Array.isArray(value)) return { type: 'list', items: value.map(written) };
  return { type: 'set' };
}

function configurationOf(
  sample: Readonly<Record<string, unknown>>,
  more: Partial<CheckDefinition> = {},
  complete = true,
): ReadConfiguration {
  const definitions = Object.entries(sample).map(([option, value]): CheckDefinition => ({
    path: pathOf(option),
    values: [written(value as SampleValue)],
    conditional: false,
    priority: 100,
    ...more,
  }));
  return {
    configuration: createCheckConfiguration('nixos', complete, definitions),
    placeOf: () => ({ file: 'configuration.nix', line: 1 }),
    all: definitions,
    textOf: () => undefined,
  };
}

const factsOf = (values: Readonly<Record<string, string>>): RunningFacts => ({
  isRoot: true,
  whole: true,
  values: new Map(Object.entries(values)),
});

const rule = (id: string): Rule => rules.find((one) => one.id === id) as Rule;

describe('the rules that nixai brings along', () => {
  it('are a hundred and twenty at least, each told of once and whole', () => {
    expect(rules.length).to.be.at.least(120);
    expect(faultsOf({ version: 1, name: 'all', rules })).to.deep.equal([]);
    for (const { id, decided, baselines = [] } of rules)
      expect([decided ?? '', baselines.length > 0], id).to.deep.equal([decided || 'none', true]);
  });

  it('are in a baseline each', async () => {
    for (const name of baselineNames) expect((await baseline(name)).length).to.be.above(60);
  });

  for (const one of rules) {
    const { id, samples, declared, running } = one;
    it(`${id} tells what breaks it from what does not`, () => {
      if (declared !== undefined) {
        expect(samples?.fires).not.to.have.length(0);
        expect(samples?.quiet).not.to.have.length(0);
      }
      for (const sample of samples?.fires ?? [])
        expect(judgeDeclared(one, configurationOf(sample)).answer).to.equal('fail');
      for (const sample of samples?.quiet ?? [])
        expect(judgeDeclared(one, configurationOf(sample)).answer).to.equal('pass');
      if (running === undefined) return;
      const runs = samples?.runs ?? { fires: '', quiet: '' };
      const judged = (value: string) => judgeRunning(one, factsOf({ [running.read]: value }));
      expect(judged(runs.fires)?.answer).to.equal('fail');
      expect(judged(runs.quiet)?.answer).to.equal('pass');
    });
  }
});

describe('a rule', () => {
  const ssh = rule('ssh-password-login');
  const on = { 'services.openssh.enable': true };
  const off = { ...on, 'services.openssh.settings.PasswordAuthentication': false };

  it('is not known where what is written does not show', () => {
    expect(judgeDeclared(ssh, configurationOf(off, { conditional: true })).answer).to.equal(
      'unknown',
    );
    expect(judgeDeclared(ssh, configurationOf(on, {}, false)).answer).to.equal('unknown');
    const open = configurationOf(off, { values: [{ type: 'unknown' }] });
    expect(judgeDeclared(ssh, open).answer).to.equal('unknown');
    expect(judgeDeclared(ssh, configurationOf(off, { priority: NaN })).answer).to.equal('unknown');
  });

  it('goes by the default where nothing is written, and applies only where it is of use', () => {
    expect(judgeDeclared(ssh, configurationOf(on))).to.include({ answer: 'fail' });
    expect(judgeDeclared(ssh, configurationOf({})).answer).to.equal('not-applicable');
  });

  it('is broken by one member of a set, however many keep it', () => {
    const mode = rule('users-home-mode');
    const sample = { 'users.users.ada.homeMode': '700', 'users.users.bob.homeMode': '755' };
    expect(judgeDeclared(mode, configurationOf(sample)).answer).to.equal('fail');
  });

  it('is broken by a member of a set that says nothing, where the default breaks it', () => {
    const tls = rule('web-force-tls');
    const web = { 'services.nginx.enable': true, 'services.nginx.virtualHosts.a.forceSSL': true };
    const bare = { ...web, 'services.nginx.virtualHosts.b.root': '/srv' };
    expect(judgeDeclared(tls, configurationOf(web)).answer).to.equal('pass');
    expect(judgeDeclared(tls, configurationOf(bare)).answer).to.equal('fail');
    expect(judgeDeclared(rule('container-image-pinned'), configurationOf({})).answer).to.equal(
      'pass',
    );
    expect(judgeDeclared(rule('backup-declared'), configurationOf({})).answer).to.equal('fail');
  });

  it('never passes by what was not read: nothing, garbage, or an answer that was cut off', () => {
    const whole =
      'root\t1\nsysctl kernel.kptr_restrict\t2\nsshd passwordauthentication\tno\nports\t1\nend\n';
    for (const one of rules.filter(({ running }) => running !== undefined)) {
      expect(judgeRunning(one, readFacts(''))?.answer).to.equal('unknown');
      expect(judgeRunning(one, readFacts('end\n'))?.answer).to.equal('unknown');
      expect(judgeRunning(one, readFacts(whole.slice(0, -5)))?.answer).to.equal('unknown');
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const one of rules)
          if (one.running?.op === 'atLeast' || one.running?.op === 'atMost') {
            fc.pre(!/^-?\d/.test(text.trim()));
            const facts = factsOf({ [one.running.read]: text });
            expect(judgeRunning(one, facts)?.answer).to.equal('unknown');
          }
      }),
    );
  });

  it('is about ports that others reach, and none of loopback', () => {
    const port = rule('postgres-network');
    const at = (local: string) => readFacts(`ports\t1\nlisten\t${local}\nend\n`);
    expect(judgeRunning(port, at('0.0.0.0:5432'))?.answer).to.equal('fail');
    expect(judgeRunning(port, at('127.0.0.1:5432'))?.answer).to.equal('pass');
    expect(judgeRunning(port, at('[::1]:5432'))?.answer).to.equal('pass');
  });

  it('is kept where that was seen, and only said to be where it was not', () => {
    expect(verdictOf('pass', 'pass')).to.equal('pass');
    expect(verdictOf('pass', 'unknown')).to.equal('declared');
    expect(verdictOf('pass', 'fail')).to.equal('fail');
    expect(verdictOf('fail', 'pass')).to.equal('undeclared');
    expect(verdictOf('unknown', 'unknown')).to.equal('unknown');
    expect(verdictOf(undefined, undefined)).to.equal('unknown');
    expect(verdictOf('not-applicable', 'unknown')).to.equal('not-applicable');
  });

  it('of somebody else is refused with all that is wrong in it', () => {
    const bad = {
      id: 'Big',
      title: 't',
      why: 'w',
      severity: 'bad',
      running: { read: 'sh rm', op: 'is' },
    };
    const faults = faultsOf({ version: 2, name: 'x', rules: [bad] }).join('; ');
    for (const word of ['version', 'kebab', 'severity', 'sh rm', 'no value'])
      expect(faults).to.contain(word);
  });
});
