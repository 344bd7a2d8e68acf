import { expect } from 'chai';
import { loadHandbook } from './index.js';

describe('the embedded handbook', () => {
  it('is read once and shared', () => {
    expect(loadHandbook()).to.equal(loadHandbook());
  });

  it('knows how to enable the SSH server, with an option, a snippet and a check', () => {
    const topic = loadHandbook().topics.find(({ id }) => id === 'ssh-server');
    expect(topic?.options).to.include('services.openssh.enable');
    expect(topic?.snippets[0]?.code).to.include('services.openssh');
    expect(topic?.checks.join(' ')).to.include('sshd');
  });
});
