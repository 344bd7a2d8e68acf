import type { Format } from './format.js';

/** Services at home, and tools that bring secrets to machines of NixOS. */
export const services: readonly Format[] = [
  // sops' files, as they are edited.
  {
    kind: 'wireguard-key',
    expression:
      /\b(?:wireguard|wg\d{0,2})\/(?:[\w-]{1,40}\/){0,3}(?:private[_-]?)?key["']?:[ \t]{1,4}["']?(?<secret>[0-9A-Za-z+/]{43}=)/dg,
  },
  // Colmena's keys.
  {
    kind: 'password',
    expression:
      /\bdeployment\.keys\.\S{1,80}\.text\s{0,8}=\s{0,8}(?:"|''\s{0,40})(?<secret>[^"'\n$]{1,400})["'\n]/dg,
  },
  // QEMU's objects.
  {
    kind: 'password',
    expression: /-object[ =]["']?secret,[^\s"']{0,200}?\bdata=(?<secret>[^\s,"']{1,400})/dg,
  },
  // Who may see an onion service: the key of a client; without an address it is the public one.
  {
    kind: 'private-key',
    expression: /\b[A-Za-z2-7]{56}:descriptor:x25519:(?<secret>[A-Z2-7]{52})(?![A-Z2-7])/dg,
  },
  // Subsonic's: the password with a salt, and the salt.
  {
    kind: 'url-key',
    expression:
      /\/rest\/\w{1,40}(?:\.view)?\?[^\s"'<>]{0,200}?\bt=(?<secret>[\da-f]{32})(?![\da-f])/dg,
  },
  // vdirsyncer, Taskwarrior.
  {
    kind: 'password',
    expression:
      /\bpassword\.fetch\s{0,8}=\s{0,8}\[\s{0,8}"command",\s{0,8}"(?:echo|printf)",\s{0,8}"(?<secret>[^"\n]{1,200})"/dg,
  },
  {
    kind: 'credential',
    expression:
      /\btaskd\.credentials[= ][^\s/]{1,80}\/[^\s/]{1,80}\/(?<secret>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/dg,
  },
  // Tasmota's console; what a device of Matter is taken in with.
  {
    kind: 'password',
    expression:
      /(?<![\w.])(?:Mqtt|Web)Password\d?[ \t]{1,4}(?<secret>[^\s;"']{4,100})(?=[ \t]{0,4}(?:;|$))/dgm,
    isDoubtful: true,
  },
  {
    kind: 'pin',
    expression:
      /\b(?:pairing|setup)[ _-]code["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?<secret>\d{4}-?\d{3}-?\d{4}|\d{3}-\d{2}-\d{3})(?![\w-])/dgi,
  },
];
