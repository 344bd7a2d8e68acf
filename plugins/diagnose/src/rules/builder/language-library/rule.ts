import { attributeName, packageName } from '../../shared/code.js';
import { nixFix, shellFix } from '../../shared/fix.js';
import { inPackage } from '../../shared/packageOwner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { buildAgain } from '../../shared/verify.js';

const perl: Saying = {
  anchors: [' in @INC'],
  line: /Can't locate (?<file>[\w/]{2,100})\.pm in @INC/,
  explain({ get, block }) {
    const module = get('file').replaceAll('/', '::');
    const attribute = module.replaceAll('::', '');
    return {
      culprit: `${module}${block.derivation === undefined ? '' : ` in ${block.derivation}`}`,
      facts: { module },
      message: `Perl does not find the module ${module}.`,
      fixes: [
        block.derivation === undefined
          ? nixFix(
              'Have a Perl that has it (in a shell or in systemPackages).',
              `pkgs.perl.withPackages (ps: [ ps.${attribute} ])`,
            )
          : nixFix(
              'Add it to what the build runs with.',
              `nativeBuildInputs = [ pkgs.perlPackages.${attribute} ];`,
            ),
      ],
      verify:
        block.derivation === undefined ? [`perl -M${module} -e 1`] : buildAgain(block.derivation),
    };
  },
};

const latex: Saying = {
  anchors: ['LaTeX Error: File'],
  line: /LaTeX Error: File [`'"](?<name>[\w-]{1,60})\.(?<kind>sty|cls|def|clo|tex|fd)['"`] not found/,
  explain({ get, block }) {
    const name = get('name');
    return {
      culprit: `${name}.${get('kind')}`,
      facts: { file: `${name}.${get('kind')}` },
      message: `This TeX Live does not have ${name}.${get('kind')}.`,
      fixes: [
        nixFix(
          'Add the package of it (mostly of the same name; CTAN says which it is).',
          `pkgs.texliveSmall.withPackages (ps: [ ps.${packageName(name) ?? 'YOUR_PACKAGE'} ])`,
          packageName(name) === undefined
            ? { fill: { YOUR_PACKAGE: 'the package that has it' } }
            : {},
        ),
        nixFix('Or take all of it (5 GB).', 'pkgs.texliveFull'),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

const r: Saying = {
  anchors: ['is not available for package', 'there is no package called'],
  line: /ERROR: dependenc(?:y|ies) [‘'"`](?<name>[\w.]{2,60})['’"`].{0,200} (?:is|are) not available for package|there is no package called [‘'"`](?<library>[\w.]{2,60})['’"`]/,
  explain({ get, block }) {
    const name = (get('name') || get('library')).replaceAll('.', '_');
    return {
      culprit: `${name} (R)`,
      facts: { package: name },
      message: `R does not find the package ${name}: what install.packages puts in a home is not seen by a build, nor by another R.`,
      fixes: [
        nixFix(
          'Have an R that has it.',
          `pkgs.rWrapper.override { packages = [ pkgs.rPackages.${attributeName(name)} ]; }`,
        ),
      ],
      verify:
        block.derivation === undefined
          ? [`Rscript -e 'library(${name})'`]
          : buildAgain(block.derivation),
    };
  },
};

const dune: Saying = {
  anchors: ['Error: Library '],
  line: /Error: Library "(?<name>[\w.-]{2,60})" not found/,
  explain({ get, block }) {
    const [top = ''] = get('name').split('.');
    const known = packageName(top);
    return {
      culprit: `${get('name')} in ${block.derivation ?? 'the build'}`,
      facts: { library: get('name') },
      message: `dune does not find the library ${get('name')} among the inputs.`,
      fixes: [
        known === undefined
          ? shellFix(
              'See what it is called in ocamlPackages, and add it to buildInputs.',
              'nix search nixpkgs ocamlPackages',
            )
          : nixFix('Add it.', `buildInputs = [ pkgs.ocamlPackages.${known} ];`),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

const gem: Saying = {
  anchors: ['Could not find gem'],
  line: /Could not find gem ['"`](?<name>[\w.-]{1,60})(?: \([^)]{1,60}\))?['"`]/,
  explain: ({ get, block }) => ({
    culprit: get('name'),
    facts: { gem: get('name') },
    message: `Bundler does not find ${get('name')} among the gems of gemset.nix: Gemfile.lock was changed and gemset.nix was not, or it is for another platform.`,
    fixes: [
      shellFix('Have both written anew, and commit them.', 'bundle lock && nix run nixpkgs#bundix'),
    ],
    verify: buildAgain(block.derivation),
  }),
};

/** A language looks for a library of its own, and the build (or the shell) has none. */
export const languageLibrary = inPackage(
  ruleOfSayings(
    {
      id: 'build/language-library',
      class: 'language-library-missing',
      phase: 'build',
      title: 'Library of a language is not there',
      components: ['build'],
      confidence: 0.92,
      docs: [
        {
          title: 'Nixpkgs manual: languages and frameworks',
          url: 'https://nixos.org/manual/nixpkgs/stable/#chap-language-support',
        },
      ],
    },
    [perl, latex, r, dune, gem],
  ),
);
