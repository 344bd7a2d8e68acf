import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { optionPath } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import type { Definition } from '../../shared/optionDefinition.js';
import {
  definitionsOf,
  docs,
  fullPath,
  isInline,
  isSkew,
  patterns,
  setTo,
} from '../../shared/optionNotExist.js';
import {
  declaredElsewhere,
  isLoaded,
  type ThirdPartyModule,
} from '../../shared/thirdPartyModules.js';
import { checkEvaluation } from '../../shared/verify.js';
import { ofBrokenModule } from './brokenModule.js';
import { isLibrary, libraryAmongModules } from './library.js';

/** A definition for an option that no loaded module declares. */
export const optionNotExist: DiagnosisRule = {
  id: 'eval/option-not-exist',
  class: 'option-not-exist',
  phase: 'eval',
  title: 'Option does not exist',
  components: ['evaluation', 'options'],
  confidence: 0.94,
  patterns,
  docs,
  explain(evidence) {
    if (isSkew(evidence)) return undefined;
    const option = fullPath(evidence);
    const [first] = definitionsOf(evidence);
    const where = first === undefined ? '' : `, set in ${first.file},`;
    return {
      culprit: option,
      at: first && { file: first.file },
      facts: { option, file: first?.file, value: setTo(evidence, option) },
      message: `The option ${option}${where} is declared by no module that is loaded: a misspelling, an option of another release, one of Home Manager set in NixOS (or the other way round), or a module that is not imported.`,
      fixes: fixesFor(option, first, evidence),
      options: [option],
      verify: checkEvaluation(first, evidence.context),
    };
  },
};

/** Roots that only Home Manager declares, and such that only NixOS does. */
const ofHome =
  /^(?:home|xsession|wayland|gtk|dconf|accounts|targets|nixGL|xdg\.(?:configFile|dataFile|userDirs))(?:\.|$)/;
const ofUser = /^home-manager\.users\.(?<user>[\w-]{1,64}|"[^"]{1,64}")\.(?<own>.{1,300})$/;
const ofSystem =
  /^(?:boot|fileSystems|users|networking|hardware|virtualisation|swapDevices|security|console|environment|system|containers|zramSwap|documentation)(?:\.|$)/;

function fixesFor(
  option: string,
  first: Definition | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const leaf = option.split('.').at(-1) ?? option;
  if (option === 'home' && evidence.line.text.includes('error message for definitions'))
    return [homeModule(evidence)];
  const own = ofUser.exec(option)?.groups?.['own'];
  if (!/^home-manager\./.test(option) && isLibrary(evidence))
    return [...libraryAmongModules(first?.file)];
  const slip = misspelt(own ?? option);
  if (slip !== undefined) return [slip];
  const elsewhere = declaredElsewhere(own ?? option);
  if (elsewhere !== undefined)
    return isLoaded(reportedOf(evidence, own))
      ? notInModule(elsewhere, own ?? option, own !== undefined, leaf)
      : importModule(elsewhere, own !== undefined);
  if (own !== undefined) return ofHomeManager(own, first, evidence);
  if (['config', 'options', 'imports', 'enable'].includes(option) || leaf === 'config') {
    const { owner, inStore } = evidence.context.place(rawFile(evidence));
    if (option === 'config' && isConditional(evidence) && (owner === 'foreign' || inStore === true))
      return ofBrokenModule(first, evidence);
    return [
      advice(
        'A module that has `config` or `options` keeps all its definitions under config: move the other top-level definitions of the file inside config = { … };',
      ),
      advice('Or update the input that the module comes from.'),
    ];
  }
  // Modules of flake-parts come from inputs, which declare what others set.
  if (evidence.all(/via option (?:perSystem|flake)\b/)[0] !== undefined)
    return [
      shellFix(
        `${option} is an option of a flake-parts module of another input, which is of another time than what sets it: update the inputs together.`,
        'nix flake update',
      ),
      advice(`Or take ${option} out of where it is set.`),
    ];
  const { kind } = evidence.context.place(first?.file);
  const { tool, platform } = evidence.context;
  const where = first === undefined ? '' : ` from ${first.file}`;
  const look = shellFix(
    'See what it is called: the option as it is declared, and the names next to it.',
    `nixai explain-option ${shellWord(option)}`,
  );
  const newer =
    evidence.context.flake === false
      ? []
      : [
          shellFix(
            'If only a newer release declares it, update that input.',
            'nix flake update nixpkgs',
          ),
        ];
  const path = optionPath(option);
  if (tool === 'nix-on-droid' || platform === 'droid')
    return [
      advice(
        `Take ${option} out${where}: it is an option of NixOS or of Home Manager, and nix-on-droid has few of its own. What is Home Manager's goes under home-manager.config = { … }; packages go into environment.packages.`,
      ),
      look,
    ];
  if (ofHome.test(option) && first !== undefined && isConditional(evidence))
    return [homeModule(evidence, first.file), look];
  if (ofHome.test(option) && kind !== 'home-module')
    return [
      path === undefined
        ? advice(`${option} is an option of Home Manager: set it under home-manager.users.`)
        : nixFix(
            `It is an option of Home Manager: take it out${where}, and set it for your user (with Home Manager's NixOS module loaded).`,
            `home-manager.users.YOUR_USER.${path} = YOUR_VALUE;`,
            { fill: { YOUR_USER: 'your user name', YOUR_VALUE: 'the value that it has now' } },
          ),
      look,
    ];
  if (ofSystem.test(option) && (kind === 'home-module' || tool === 'home-manager'))
    return [
      advice(
        `${option} is an option of NixOS, and Home Manager has none of that name: move the definition${where} to configuration.nix.`,
      ),
      look,
    ];
  if (platform === 'darwin' && ofSystem.test(option))
    return [
      advice(
        `${option} is an option of NixOS that nix-darwin does not have: take the definition out${where}, or see what it is called there (man 5 configuration.nix, or the nix-darwin manual).`,
      ),
      look,
    ];
  if (tool === 'home-manager' || evidence.all(/Home Manager generation/)[0] !== undefined)
    return olderHome(option, first?.file, evidence);
  if (option.split('.')[0] === 'perSystem')
    return [
      nixFix(
        'perSystem is an option of flake-parts: the outputs have to be made by it.',
        'outputs = inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } { imports = [ ./YOUR_MODULE.nix ]; };',
        { fill: { YOUR_MODULE: 'the file that sets perSystem' } },
      ),
    ];
  if (
    wholeOfSystem.test(option) &&
    (first === undefined || evidence.context.place(rawFile(evidence)).owner !== 'own')
  )
    return [moduleOfSystem(option, first?.file), look];
  const root = option.split('.')[0] ?? option;
  if (option.includes('.') && /^[a-z]/.test(root) && !ofNixOS.test(root) && !ofHome.test(root))
    return ofAnother(root);
  const doubtful = mayBeAnInputs(evidence);
  if (doubtful !== undefined) return [whoseModule(doubtful, option), look, ...newer];
  const service = /^(?:services|programs)\.(?<name>[\w-]{1,60})/.exec(option)?.groups?.['name'];
  return [
    look,
    advice(
      `Correct the name, or take ${option} out${where}. If it is declared by a module of its own (of an input, or a file)${service === undefined ? '' : ` for ${service}`}, add that to imports; an option of Home Manager goes under home-manager.users.`,
    ),
    ...newer,
  ];
}

/** The file of the first definition, with its path in the store. */
const rawFile = (evidence: Evidence): string | undefined =>
  evidence
    .below(4)
    .map((text) => /In [`'"](?<file>[^'"`]{3,300})['"`]/.exec(text)?.groups?.['file'])
    .find((file) => file !== undefined);

/** What options of NixOS, Home Manager and nix-darwin begin with; a few more by themselves. */
const ofNixOS =
  /^(?:appstream|assertions|boot|console|containers|documentation|ec2|environment|fileSystems|fonts|gnu|hardware|homebrew|i18n|ids|image|isoImage|jobs|krb5|launchd|lib|location|meta|networking|news|nix|nixops|nixpkgs|oci|openstack|passthru|power|powerManagement|programs|proxmox|qemu|qt|sdImage|security|services|snapraid|sound|specialisation|stubby|swapDevices|system|systemd|testing|time|users|virtualisation|warnings|xdg|zramSwap|flake|perSystem|_module)$/;

/** Neither NixOS nor Home Manager has anything of that name: another project's module does. */
function ofAnother(root: string): readonly DiagnosisFix[] {
  return [
    shellFix(
      `If an input of yours declares ${root} (mostly the one of that name): it is of another revision than what sets the option. Update the inputs together, and see in its documentation what the option is called now.`,
      'nix flake update',
    ),
    advice(
      `If a module of your own declares ${root}, or the input's module is not imported yet: add that to imports, and compare the spelling.`,
    ),
  ];
}

/** Sets that only NixOS has as a whole: what does not know one of them is no NixOS. */
const wholeOfSystem =
  /^(?:boot|console|environment|fileSystems|hardware|networking|swapDevices|virtualisation)$/;

function moduleOfSystem(option: string, file?: string): DiagnosisFix {
  return nixFix(
    `Nothing of NixOS' options is known here (not even ${option}): ${file ?? 'what sets it'} is a module of NixOS, and is imported into something else (Home Manager, nix-darwin, flake-parts). Import it where NixOS is put together.`,
    'imports = [ YOUR_MODULE ];   # in configuration.nix',
    {
      fill: {
        YOUR_MODULE: 'what the other file imports, as inputs.NAME.nixosModules.default or its path',
      },
    },
  );
}

/** Modules set what they set under a condition (mkIf); a person writes values. */
const isConditional = (evidence: Evidence): boolean =>
  evidence.below(8).some((text) => /_type = "if";/.test(text));

/** Only Home Manager has `home`: one of its modules was put among those of NixOS. */
function homeModule(evidence: Evidence, file?: string): DiagnosisFix {
  const attribute = evidence
    .all(/while evaluating an attribute `(?<is>[\w-]{2,60})`/)
    .map(({ groups }) => groups?.['is'] ?? '')
    .findLast(
      (name) => !/^(?:content|contents|activation|file|packages|sessionVariables)$/.test(name),
    );
  const which =
    file !== undefined
      ? ` (${file})`
      : attribute === undefined
        ? ''
        : ` (it sets home.activation.${attribute} or the like)`;
  return nixFix(
    `A module of Home Manager${which} is among the modules of NixOS: take it out there, and import it for your user (one of your own by its path).`,
    'home-manager.users.YOUR_USER.imports = [ inputs.YOUR_INPUT.homeModules.default ];',
    {
      fill: {
        YOUR_USER: 'your user name',
        YOUR_INPUT: 'the input that the module is of (some call it homeManagerModules)',
      },
    },
  );
}

/** Set for a user in Home Manager's NixOS module: the option's own name stands behind the user's. */
function ofHomeManager(
  own: string,
  first: Definition | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const inline = first === undefined || isInline(first.file);
  const where = inline ? '' : ` from ${first.file}`;
  const path = optionPath(own);
  if (ofSystem.test(own))
    return [
      path === undefined
        ? advice(
            `${own} is an option of NixOS, and Home Manager has none of that name: move the definition${where} to a module of NixOS.`,
          )
        : nixFix(
            `${own} is an option of NixOS, and Home Manager has none of that name: take the definition out${where} (a module of Home Manager), and set it in a module of NixOS.`,
            `${path} = YOUR_VALUE;`,
            { fill: { YOUR_VALUE: 'the value that it has now' } },
          ),
    ];
  if (!own.includes('.') && inline)
    return [
      advice(
        `${own} stands directly in home-manager.users: put it into the program that it belongs to (programs.NAME.${own} = …;), or see that its file is imported by a module, and is not the value of an option.`,
      ),
    ];
  return olderHome(own, first?.file, evidence);
}

/**
 * An option that this Home Manager does not have: it is older than what was read of it, or what sets it is
 * somebody's module for another release.
 */
function olderHome(
  option: string,
  file: string | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const written = file === undefined ? 'you wrote it' : `you wrote it in ${file}`;
  const title = `If ${written} as the manual of Home Manager has it, yours is older: update it together with nixpkgs (of one release).`;
  const { owner } = evidence.context.place(file);
  const module = advice(
    `If ${file ?? 'what sets it'} is a module of an input (a theme, somebody's flake): take that input's branch for your release of Home Manager, or update both.`,
  );
  return [
    evidence.context.flake === false
      ? shellFix(title, 'nix-channel --update')
      : shellFix(
          title,
          'nix flake update home-manager nixpkgs   # with channels: nix-channel --update',
        ),
    ...(owner === 'own' ? [] : [module]),
    shellFix(
      `Otherwise see what it is called, and correct it${file === undefined ? '' : ` in ${file}`}.`,
      `nixai explain-option ${shellWord(option.replace(ofUser, '$2'))}`,
    ),
  ];
}

/** Slips that show in the name itself. */
function misspelt(option: string): DiagnosisFix | undefined {
  const enabled = /^(?<of>.{1,200})\.enabled$/.exec(option)?.groups?.['of'];
  const path = enabled === undefined ? undefined : optionPath(enabled);
  if (path !== undefined) return nixFix('It is called enable.', `${path}.enable = true;`);
  const nested =
    /^(?<outer>(?:programs|services)\.(?<name>[\w-]{1,60}))\.(?:programs|services)(?:\.|$)/.exec(
      option,
    )?.groups;
  return nested === undefined
    ? undefined
    : advice(
        `The definition stands inside ${nested['outer'] ?? ''} = { … }, and begins with programs or services again: take the inner level away, so that it is ${nested['outer'] ?? ''}.…`,
      );
}

/** What Nix reports, without what the value adds to it; of a user's home without the user. */
function reportedOf(evidence: Evidence, own: string | undefined): string {
  const reported = evidence.get('option');
  return own === undefined ? reported : (ofUser.exec(reported)?.groups?.['own'] ?? '');
}

/** The module is loaded, and has no option of that name: it is of another time, or the other one of two. */
function notInModule(
  { name }: ThirdPartyModule,
  option: string,
  forUser: boolean,
  leaf: string,
): readonly DiagnosisFix[] {
  if (leaf === '_type' || leaf === 'outPath' || leaf === 'sourceInfo')
    return [
      advice(
        `The input ${name} itself (a flake) is taken for settings: a file passes it, or all of inputs, where a set of options belongs (imports = [ inputs … ], inherit inputs, a function's arguments in the place of a module). Take it out there; from an input only its module is imported.`,
      ),
    ];
  const path = optionPath(option);
  const other = forUser
    ? `If its documentation lists ${option} for NixOS: move it out of home-manager.users.`
    : `If its documentation lists ${option} for Home Manager: the module of ${name} for NixOS has none of that name. Set it for the user.`;
  return [
    path === undefined
      ? advice(other)
      : nixFix(
          other,
          forUser
            ? `${path} = YOUR_VALUE;`
            : `home-manager.sharedModules = [ { ${path} = YOUR_VALUE; } ];`,
          { fill: { YOUR_VALUE: 'the value that it has now' } },
        ),
    shellFix(
      `If it lists it here: the revision of ${name} that is used is another (older, newer, or of another flake than the one you read). See which, and update it.`,
      `nix flake metadata; nix flake update ${name}`,
    ),
  ];
}

function importModule(module: ThirdPartyModule, forUser: boolean): readonly DiagnosisFix[] {
  const output = forUser ? module.output.replace(/^nixosModules/, 'homeModules') : module.output;
  return [
    nixFix(
      `Only the module of ${module.name} declares it: import it where it is set${forUser ? ' (in Home Manager; some call the output homeManagerModules)' : ''}.`,
      `imports = [ inputs.${module.name}.${output} ];`,
    ),
    nixFix(
      'If flake.nix has no such input yet: add it (and pass inputs to the modules, by specialArgs or extraSpecialArgs).',
      `inputs.${module.name}.url = "${module.url}";`,
    ),
  ];
}

/**
 * A file of a source in the store that is called as libraries of modules are, and sets the option
 * under a condition: mostly a module of an input, which is of another time than nixpkgs.
 */
function mayBeAnInputs(evidence: Evidence): string | undefined {
  const [first] = evidence.all(
    /In [`'"]\/nix\/store\/[0-9a-z]{32}-source\/(?<file>[\w./-]{1,200}\.nix)/,
  );
  const file = first?.groups?.['file'];
  const conditional = isConditional(evidence);
  const usual =
    /^(?:flake|configuration|home|default|hardware-configuration)\.nix$|^(?:hosts?|machines?|users?|home|homes|profiles|systems?)\//;
  return file === undefined || !conditional || usual.test(file) ? undefined : file;
}

function whoseModule(file: string, option: string): DiagnosisFix {
  return shellFix(
    `See whether ${file} is of your own repository. If Git does not list it, it is a module of an input, which is newer (or older) than your nixpkgs and sets ${option}: bring both to one time with nix flake update (or take the input's branch for your release). If it is yours, correct the name there.`,
    `git ls-files -- '${file.replace(/[^\w./-]/g, '')}'`,
  );
}
