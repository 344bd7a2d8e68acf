import { expect } from 'chai';
import fc from 'fast-check';
import { termsOf } from './terms.js';

describe('termsOf', () => {
  it('reads an option path as a whole, by its leading parts and by its words', () => {
    const { paths, words } = termsOf('set networking.firewall.allowedTCPPorts = [ 80 ];');
    expect(paths).to.deep.equal(['networking.firewall', 'networking.firewall.allowedtcpports']);
    expect(words).to.include.members(['firewall', 'tcp', 'port']);
  });

  it('writes any name as a placeholder', () => {
    expect(termsOf('services.nginx.virtualHosts."a.example".root').paths).to.include(
      'services.nginx.virtualhosts.*.root',
    );
  });

  it('leaves out the words around the subject', () => {
    expect(termsOf('How do I get this to work with my printer?').words).to.deep.equal([
      'work',
      'printer',
    ]);
  });

  it('leaves out those that are written without an apostrophe, and German ones', () => {
    expect(termsOf('my printer wont work').words).to.deep.equal(['printer', 'work']);
    expect(termsOf('Wie kann ich einen Drucker für Docker einrichten?').words).to.deep.equal([
      'drucker',
      'docker',
    ]);
  });

  it('reads a word without its accents', () => {
    expect(termsOf('Prïntér naïve').words).to.deep.equal(termsOf('Printer naive').words);
  });

  it('knows a compound however it is written', () => {
    for (const written of ['wifi', 'Wi-Fi', 'WiFi', 'wi_fi'])
      expect([
        ...termsOf(written).words,
        ...termsOf(written).compounds.map(({ term }) => term),
      ]).to.include('wifi');
  });

  it('knows a compound of which one part says nothing', () => {
    expect(termsOf('osConfig').compounds).to.deep.include({
      term: 'osconfig',
      parts: ['config'],
      isName: false,
    });
  });

  it('reads "back up" and "log in" as the verbs they are', () => {
    expect(termsOf('back up my machine, then log in').words).to.include.members([
      'backup',
      'login',
    ]);
  });

  it('tells Nix that is installed from NixOS, and the two words of let from English', () => {
    expect(termsOf('how do I install nix on ubuntu').words).to.include('nixitself');
    expect(termsOf('how do I install nixos').words).not.to.include('nixitself');
    expect(termsOf('let in').words).to.deep.equal(['letin']);
    expect(termsOf('let traffic in through the firewall').words).not.to.include('letin');
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { words, paths } = termsOf(text);
        return [...words, ...paths].every((term) => term !== '' && !term.includes('\n'));
      }),
    );
  });
});
