import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isNixaiError } from '@nixai/api';
import { createTestHost } from '@nixai/api/testing';
import { houseRules } from './ruleFile.js';
import { severitiesOf } from './severities.js';

const severities = async (config: Record<string, unknown>) => {
  const host = createTestHost({ config });
  return severitiesOf(host, await houseRules(host));
};

describe('how severe findings are', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-rules-'))));
  after(() => rmSync(folder, { recursive: true }));

  it('is what the rule says, where nothing is set', async () => {
    const { of, isOn } = await severities({});
    expect(of('firewall-off', 'warning')).to.equal('warning');
    expect(isOn('unused-binding')).to.equal(false);
  });

  it('is what the settings say of the rule, whatever a preset says', async () => {
    const { of } = await severities({
      'check.presets': ['strict'],
      'check.rules': ['firewall-off=off', 'docker-group=note'],
    });
    expect(of('firewall-off', 'warning')).to.equal('off');
    expect(of('docker-group', 'note')).to.equal('note');
    expect(of('boot-editor', 'note')).to.equal('warning');
    expect(of('unknown-module', 'note')).to.equal('note');
  });

  it('is that of an organisation, which the settings override', async () => {
    const file = join(folder, 'house.rules');
    writeFileSync(file, '# ours\nfirewall-off = error\n\ndocker-group=off # known\n');
    const { of } = await severities({
      'check.rules_file': file,
      'check.rules': ['docker-group=warning'],
    });
    expect(of('firewall-off', 'warning')).to.equal('error');
    expect(of('docker-group', 'note')).to.equal('warning');
  });

  it('lets the rules of style speak', async () => {
    const { of, isOn } = await severities({ 'check.presets': ['tidy'] });
    expect(isOn('unused-binding')).to.equal(true);
    expect(of('unused-binding', 'note')).to.equal('note');
  });

  it('is no guess where a preset or a line means nothing', async () => {
    const file = join(folder, 'wrong.rules');
    writeFileSync(file, 'firewall-off: off\n');
    for (const config of [
      { 'check.presets': ['tidi'] },
      { 'check.rules_file': file },
      { 'check.rules_file': join(folder, 'none') },
    ]) {
      const error = await severities(config).catch((caught: unknown) => caught);
      expect(isNixaiError(error) && error.code).to.equal('check-rules-invalid');
    }
  });
});
