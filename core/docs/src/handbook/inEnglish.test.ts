import { expect } from 'chai';
import { inEnglish } from './inEnglish.js';

describe('inEnglish', () => {
  for (const [asked, meant] of [
    ['WLAN geht nicht', 'wlan does not work'],
    ['kein Ton', 'no sound'],
    ['Passwort vergessen', 'password forgot'],
    ['mot de passe oublié', 'password forgot'],
    ['comment installer firefox', 'install firefox'],
    ['comment changer de mot de passe', 'how do I change password'],
    ['Wie installiere ich Steam?', 'how do I install steam?'],
    ['Écran noir', 'black screen'],
    ['clavier français', 'keyboard french'],
    ['WLAN geht nach dem Update nicht mehr', 'wlan does not work after update'],
    ['le wifi ne marche plus après la mise à jour', 'wifi does not work after update'],
    ['Firefox deinstallieren', 'uninstall firefox'],
    ['nur vlc aktualisieren', 'update only vlc'],
    ['welche Version von git ist installiert', 'which version of git is installed'],
    ['wie kann ich die Tastatur auf Deutsch umstellen', 'how do I keyboard auf german change'],
    ['alte Generationen löschen', 'delete old generations'],
    ["comment essayer un logiciel sans l'installer", 'how do I try program without installing it'],
    ['¿Cómo actualizar NixOS a la nueva versión?', '¿how do I update nixos to the new release?'],
    ['no hay sonido', 'no sound'],
    ['como instalo steam', 'how do I install steam'],
    ['la impresora no funciona', 'printer does not work'],
    ['nixos neben windows installieren', 'nixos dual boot with windows installieren'],
  ] as const)
    it(`reads "${asked}"`, () => {
      expect(inEnglish(asked)).to.equal(meant);
    });

  for (const question of [
    'how do I change the installer ISO?',
    'wallpaper changer for my son',
    'Where is `services.drucker.enable`?',
    'what is the police font',
    'install a program from nur',
    "what's in l10n-de",
    'services that die with los angeles as time zone',
  ])
    it(`leaves "${question}" alone`, () => {
      expect(inEnglish(question)).to.equal(question);
    });
});
