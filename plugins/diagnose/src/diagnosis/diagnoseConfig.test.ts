import { expect } from 'chai';
import type { CheckReport, Host } from '@nixai/api';
import { diagnoseConfig, looksLikeNix } from './diagnoseConfig.js';

const place = { file: 'stdin', line: 3, column: 3, endLine: 3, endColumn: 9 };
const report: CheckReport = {
  findings: [
    { rule: 'practice', severity: 'note', message: 'could be shorter', ...place },
    {
      rule: 'unknown-option',
      severity: 'error',
      message: 'services.postgresql.port is not an option',
      hint: 'services.postgresql.settings.port',
      ...place,
    },
  ],
  files: ['stdin'],
  definitions: 2,
  against: [],
  unknownImports: [],
};
const host = { service: async () => ({ check: async () => report }) } as unknown as Host;

describe('diagnosis of a configuration', () => {
  it('puts faults first, with their place and what mends them', async () => {
    const { outcome, findings } = await diagnoseConfig(host, { name: 'stdin', text: '{ }\n' });
    expect(outcome).to.equal('diagnosed');
    expect(findings[0]).to.include({ class: 'unknown-option', culprit: 'stdin:3:3' });
    expect(findings[0]?.fixes[0]?.title).to.equal('services.postgresql.settings.port');
  });

  it('knows a piece of configuration from a log', () => {
    expect(looksLikeNix('services.nginx.enable = true;\n')).to.equal(true);
    expect(
      looksLikeNix(
        '{ config, pkgs, ... }:\n{\n  services.postgresql = {\n    enable = true;\n    port = 5432;\n  };\n}\n',
      ),
    ).to.equal(true);
    expect(looksLikeNix('building\nall is well\n')).to.equal(false);
    expect(looksLikeNix('')).to.equal(false);
    expect(looksLikeNix('CC = gcc\nchecking for x... yes\ninstalling\n')).to.equal(false);
  });
});
