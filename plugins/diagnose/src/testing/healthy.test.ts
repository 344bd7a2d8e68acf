import { expect } from 'chai';
import { resultOf } from '../diagnosis/diagnoseLog.js';
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

  it('of a switch that came to its end are well, whatever was warned of', () => {
    const switched = logs.filter(({ name }) => name.startsWith('switch: '));
    const others = switched
      .map(({ name, text }) => ({ name, outcome: resultOf(name, diagnosed(text)).outcome }))
      .filter(({ outcome }) => outcome !== 'nothing-wrong');
    expect(others).to.deep.equal([]);
  });

  it('are no longer so when a build fails after the switch', () => {
    const failing =
      "error: builder for '/nix/store/0123456789abcdfghijklmnpqrsvwxyz-app.drv' failed with exit code 2;\n";
    const [one] = logs.filter(({ name }) => name.startsWith('switch: renamed'));
    const { outcome, findings } = resultOf('', diagnosed(`${one?.text ?? ''}${failing}`));
    expect(outcome).to.equal('diagnosed');
    expect(findings[0]?.class).to.equal('builder-failed');
  });
});
