import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

describe('a project of OCaml', () => {
  it('takes its libraries and those of the system from its opam file', async () => {
    const { text } = await derivationOf({
      'dune-project': '(lang dune 3.0)\n(name weather)\n',
      'weather.opam':
        'synopsis: "Tells the weather"\nlicense: "ISC"\ndepends: [\n  "ocaml" {>= "4.14"}\n  "dune" {>= "3.0"}\n  "lwt" {>= "5.6" & < "6"}\n  "base-unix"\n  "ocamlfind"\n  "conf-gmp"\n  "alcotest" {with-test}\n  "odoc" {with-doc}\n]\n',
      'bin/dune': '(executable\n (name main)\n (public_name weather))\n',
    });
    expect(text).to.contain(
      'buildInputs = [\n    ocamlPackages.lwt\n    ocamlPackages.findlib\n    gmp\n  ];',
    );
    expect(text)
      .to.contain('ocamlPackages.buildDunePackage (finalAttrs')
      .and.contain('mainProgram = "weather";')
      .and.contain('lib.licenses.isc')
      .and.contain('checkInputs = [')
      .and.not.contain('ocamlPackages.ocaml');
  });

  it('takes them from dune-project where that one makes the opam file, and hands those of a library on', async () => {
    const { text } = await derivationOf({
      'dune-project':
        '(lang dune 3.0)\n(package\n (name weather)\n (synopsis "Weather")\n (depends\n  (ocaml (>= 4.14))\n  fmt\n  (alcotest :with-test)\n  (yojson (>= 2.0))))\n',
    });
    expect(text).to.contain(
      'propagatedBuildInputs = with ocamlPackages; [\n    fmt\n    yojson\n  ];',
    );
  });
});
