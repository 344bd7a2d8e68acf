import { expect } from 'chai';
import type { Host } from '@nixai/api';
import type { Finding } from '../engine/finding.js';
import { withOptions } from './options.js';

const renamed = { outcome: 'renamed', to: ['programs.git.settings.user.email'], since: '25.11' };
const host = { service: async () => ({ option: async () => renamed }) } as unknown as Host;
const finding = (of: string): Finding =>
  ({
    class: of,
    options: ['home-manager.users.ada.programs.git.userEmail'],
    fixes: [{ title: 'the rule’s own', risk: 'none' }],
  }) as unknown as Finding;

describe('what is known of an option that a finding names', () => {
  it('leads where the name is the cause, and stays below the user that it stands below', async () => {
    const { fixes } = await withOptions(host, finding('option-not-exist'));
    expect(fixes[0]?.code).to.equal(
      'home-manager.users.ada.programs.git.settings.user.email = YOUR_VALUE;',
    );
  });

  it('is no fix where Nix knows the name and complains of its values', async () => {
    const { fixes, facts } = await withOptions(host, finding('option-conflict'));
    expect(fixes.map(({ title }) => title)).to.deep.equal(['the rule’s own']);
    expect(Object.values(facts ?? {})).to.deep.equal(['programs.git.settings.user.email']);
  });
});
