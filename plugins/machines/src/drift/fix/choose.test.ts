import { expect } from 'chai';
import { kinds, type KindName } from '../kinds.js';
import type { Finding, MachineDrift } from '../result.js';
import { chooseFix } from './choose.js';

const finding = (kind: KindName, more: Partial<Finding> = {}): Finding => {
  const { severity, mends } = kinds[kind];
  return {
    id: `${kind}:x`,
    kind,
    subject: 'x',
    severity,
    mends,
    summary: '',
    evidence: [],
    ...more,
  };
};
const agreed = { reason: 'so', approvedBy: 'ada', until: '2099-01-01' };
const machine = (findings: readonly Finding[], more: Partial<MachineDrift> = {}): MachineDrift => ({
  name: 'web1',
  host: '10.0.0.1',
  system: '/nix/store/runs',
  findings: [...findings],
  notTold: [],
  ...more,
});

describe('what drift-fix does with a machine', () => {
  it('activates what runs once more, for what a deployment mends and nothing else', () => {
    const shadowed = finding('etc-shadowed');
    const choice = chooseFix(machine([finding('user-undeclared'), shadowed]), 'critical');
    expect(choice).to.deep.equal({ system: '/nix/store/runs', mended: [shadowed] });
    expect(chooseFix(machine([finding('user-undeclared')]), 'critical')).to.deep.equal({});
  });

  it('leaves a machine alone where a deployment would mend what is worse than was asked for', () => {
    const both = machine([finding('etc-copy-differs'), finding('etc-shadowed')]);
    expect(chooseFix(both, 'minor')).to.have.property('why').that.contains('etc-shadowed:x');
    expect(chooseFix(both, 'major')).to.have.property('system');
    expect(chooseFix(machine([finding('sudoers-differs')]), 'major')).to.have.property('why');
  });

  it('takes nothing away that is agreed to, until that is over', () => {
    const open = finding('etc-copy-differs');
    const one = (over: boolean) =>
      machine([open, finding('etc-shadowed', { exception: { ...agreed, over } })]);
    expect(chooseFix(one(false), 'critical'))
      .to.have.property('why')
      .that.contains('agreed');
    expect(chooseFix(one(true), 'critical')).to.have.property('system');
  });

  it('chooses between two systems only where somebody says which is meant', () => {
    const rolled = [finding('rolled-back')];
    expect(chooseFix(machine(rolled), 'critical')).to.have.property('why');
    expect(chooseFix(machine(rolled, { expected: '/nix/store/meant' }), 'critical')).to.include({
      system: '/nix/store/meant',
    });
  });
});
