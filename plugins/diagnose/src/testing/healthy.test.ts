import { expect } from 'chai';
import { lowConfidence } from '../engine/finding.js';
import { diagnosed } from './diagnose.js';
import { healthyLogs } from './healthyLogs.js';

describe('healthy logs', () => {
  const logs = healthyLogs();

  it('are at least two hundred', () => {
    expect(logs.length).to.be.at.least(200);
  });

  it('raise no finding above low confidence', () => {
    const alarms = logs.flatMap(({ name, text }) =>
      diagnosed(text)
        .findings.filter(({ confidence }) => confidence >= lowConfidence)
        .map((one) => `${name}: ${one.rule} (${one.culprit})`),
    );
    expect(alarms, alarms.join('\n')).to.have.length(0);
  });
});
