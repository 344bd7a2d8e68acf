import { expect } from 'chai';
import { compareLook, nothingKnown } from './compare.js';
import { harmless } from './harmless.js';
import { messageOf } from './message.js';

describe('what a machine says to a monitor', () => {
  it('has one line in a message, no secret, and nothing that a terminal obeys', () => {
    const forged = 'etc/x\nnew critical on db: it is gone\u001b[2J';
    const look = harmless(
      {
        observed: [
          {
            ...{ machine: 'web', id: forged, severity: 'low', fingerprint: 'x' },
            summary: `${forged} password = "hunter42xy"`,
          },
        ],
        seen: ['web'],
        unseen: [{ machine: 'nas', why: forged }],
      },
      {
        redact: (said) => ({ text: said.replace('hunter42xy', '<SECRET:password:1>') }),
        clean: (said) => said.replaceAll('\u001b[2J', ''),
      },
    );
    const { changes } = compareLook(nothingKnown, look, new Date(0));
    const { text } = messageOf({ name: 'drift', check: 'drift' }, changes, new Date(0));
    expect(text)
      .to.not.match(/^new critical/m)
      .and.not.contain('\u001b');
    expect(text).to.not.contain('hunter42xy');
    // How many, the finding, and the machine that is gone.
    expect(text.split('\n')).to.have.length(3);
    expect(JSON.stringify(look.unseen)).to.not.contain('\\n');
  });
});
