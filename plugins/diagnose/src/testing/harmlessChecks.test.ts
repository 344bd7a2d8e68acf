import { expect } from 'chai';
import { diagnosed } from './diagnose.js';
import { readSamples } from './readSamples.js';

/** What ends, starts or deletes something: no command that only shows how things are does. */
const changing =
  /\bsystemctl (?:--?\S+ )*(?:start|stop|restart|reload|reset-failed|enable|disable|mask|unmask|kill)\b|(?:^|[;&|(]\s*)(?:sudo )?(?:rm|mv|kill|killall|pkill|dd|mkfs\S*|umount|reboot)\s/;

describe('what only looks', () => {
  it('changes nothing: no check and no step to find out stops, restarts or deletes, for every sample', () => {
    const wrong = readSamples().flatMap(({ name, log }) =>
      diagnosed(log).findings.flatMap(({ verify, fixes }) =>
        [...verify, ...fixes.flatMap(({ step, code = '' }) => (step === 'look' ? [code] : []))]
          .filter((command) => changing.test(command))
          .map((command) => `${name}: ${command}`),
      ),
    );
    expect(wrong).to.deep.equal([]);
  });
});
