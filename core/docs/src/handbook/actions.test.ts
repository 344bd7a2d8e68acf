import { expect } from 'chai';
import { withMendedActions } from './actions.js';

describe('withMendedActions', () => {
  it('mends letters in the wrong place, and everyday words of the field', () => {
    expect(withMendedActions('wifi wont conect after suspned')).to.equal(
      'wifi wont connect after suspend',
    );
  });

  it('reads the commonest verbs as they were meant', () => {
    expect(withMendedActions('how to instal gnome and enbale gdm')).to.equal(
      'how to install gnome and enable gdm',
    );
  });

  it('leaves other words, inflections and names as they are', () => {
    for (const text of [
      'it was installed, updates and upgrading',
      'an unable remote charge of the instance',
      'services.instal.enble and ./instal.sh',
    ])
      expect(withMendedActions(text)).to.equal(text);
  });
});
