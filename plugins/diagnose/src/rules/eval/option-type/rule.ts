import {
  shellWord,
  type Diagnosis,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import {
  nixString,
  optionPath,
  packageName,
  serviceAttribute,
  shownValue,
} from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { definitionsBelow, moduleFile, optionName } from '../../shared/optionDefinition.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** An option is set to a value that its type refuses. */
export const optionType: DiagnosisRule = {
  id: 'eval/option-type',
  class: 'option-type-error',
  phase: 'eval',
  title: 'Value of the wrong type for an option',
  components: ['evaluation', 'options'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['is not of type'],
      line: new RegExp(
        `(?:A definition|The option value|The value|value) (?:for|in|of)?(?: the)?(?: option)? ?[\`'"](?<option>${optionName})['\`"](?: in [\`'"](?<file>[^'\`"]{1,300})['\`"])? is not of type [\`'"]?(?<type>.{1,200}?)['\`"]?(?:\\.|$)(?<rest>.{0,200})`,
      ),
    },
    {
      // Broken into lines: the option stands two lines below.
      anchors: ['re trying to define a value of type'],
      line: /In module [`'"](?<file>[^'"`]{1,300})['"`], you're trying to define a value of type [`'"](?<given>[^'"`]{1,60})['"`]/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: option types',
      url: 'https://nixos.org/manual/nixos/stable/#sec-option-types',
    },
  ],
  explain(evidence) {
    if (evidence.get('given') !== '') return onlySubOptions(evidence);
    const option = evidence.get('option').replace(/\."\[definition .{1,40}\]"$/, '');
    const type = evidence.get('type');
    const element = /\[definition \d+-entry \d+\]/.test(evidence.get('option'));
    const [first] = definitionsBelow(evidence);
    const file = moduleFile(evidence.get('file')) || first?.file;
    const value = first?.value;
    return {
      culprit: `${option} (${type})`,
      at: file === undefined || file === '' ? undefined : { file },
      facts: { option, type, file, value },
      message: `${option} takes ${type}${value === undefined ? '' : `, and is set to ${isSet(value) ? 'a set' : value}`}${file === undefined ? '' : ` in ${file}`}.`,
      fixes: [
        ...updateInput(evidence, file === undefined || file === '' ? undefined : { file }),
        ...ofOtherSystem(option, type, file),
        ...(element ? fixesForElement(option, type, value, file) : fixesFor(option, type, value)),
      ],
      options: [option],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

/** The name is that of a set of options, and was given a value as if it were one. */
function onlySubOptions(evidence: Evidence): Diagnosis | undefined {
  const named =
    /for the option\s+[`'"](?<option>[^'"`\s]{2,200})['"`]|^\s*[`'"](?<only>[^'"`\s]{2,200})['"`]!/;
  const groups = evidence.after(named, 4)?.groups;
  const option = groups?.['option'] ?? groups?.['only'];
  if (option === undefined) return undefined;
  const given = evidence.get('given');
  const file = moduleFile(evidence.get('file'));
  const known = file !== '' && !/unknown-file/.test(file);
  const path = optionPath(option);
  const where = known ? ` in ${file}` : '';
  const look = shellFix('See which options it has.', `nixai explain-option ${shellWord(option)}`);
  return {
    culprit: `${option} (has options of its own)`,
    at: known ? { file } : undefined,
    facts: { option, type: 'attribute set', file: known ? file : undefined, value: given },
    message: `${option} is set to a ${given}${where}, and is no option itself: it holds options, and takes a set of them.`,
    fixes: [
      ...(path === undefined || given !== 'bool'
        ? []
        : [
            nixFix(
              `Set what is inside it; for a Boolean that is mostly enable.`,
              `${path}.enable = true;   # or false, as it is now`,
            ),
          ]),
      look,
    ],
    options: [option],
    verify: checkEvaluation(undefined, evidence.context),
  };
}

/** Home Manager's units are written in sections, those of NixOS are not. */
function ofOtherSystem(
  option: string,
  type: string,
  file: string | undefined,
): readonly DiagnosisFix[] {
  const unit =
    /^(?:.{1,100}\.)?systemd\.user\.\w{3,20}\.(?<name>[^.]{1,100})\.(?<field>\w{1,60})$/.exec(
      option,
    )?.groups;
  if (unit === undefined || !type.startsWith('attribute set of')) return [];
  const name = serviceAttribute(`${unit['name'] ?? ''}.service`);
  if (file !== undefined && /source$/.test(file))
    return [
      advice(
        'That is a module for NixOS: import the one that the same project has for Home Manager (homeModules.default, or its home.nix), or import this one in configuration.nix.',
      ),
    ];
  return [
    nixFix(
      'That is how NixOS writes a user unit; Home Manager has sections, with the names of systemd.',
      `systemd.user.services.${name} = {\n  Unit.Description = "YOUR_DESCRIPTION";\n  Service.ExecStart = "YOUR_COMMAND";\n  Install.WantedBy = [ "default.target" ];\n};`,
      {
        fill: {
          YOUR_DESCRIPTION: 'what description is now',
          YOUR_COMMAND: 'what ExecStart (or script) is now',
        },
      },
    ),
  ];
}

const isSet = (value: string | undefined): boolean => value?.startsWith('{') === true;

/** One entry of a list is of another kind than the list takes. */
function fixesForElement(
  option: string,
  type: string,
  value: string | undefined,
  file: string | undefined,
): DiagnosisFix[] {
  const name = option.replace(/\."?\[definition.*$/, '');
  const path = /\/(?<file>[\w.-]{1,80}\.nix)$/.exec(value ?? '')?.groups?.['file'];
  const where = file === undefined ? '' : ` in ${file}`;
  if (path !== undefined)
    return [
      advice(
        `${path} is a file of configuration (a module), and no ${type}: take it out of the list ${name}${where}, and name it in imports = [ … ]; beside it.`,
      ),
    ];
  if (type === 'package' && isSet(value))
    return [
      advice(
        `The list ${name}${where} takes packages, and this entry is a set of them (as pkgs.python3Packages or pkgs.kdePackages are), or a set of another kind: choose one package in it, as pkgs.python3Packages.requests. nixai search pkg NAME says where one is.`,
      ),
    ];
  const named = /^"(?:pkgs\.)?(?<name>[^"]{1,100})"$/.exec(value ?? '')?.groups?.['name'];
  const package_ = type === 'package' ? packageName(named) : undefined;
  if (package_ !== undefined)
    return [
      nixFix(
        `The list ${name}${where} takes packages, not their names: write the package instead of ${value ?? ''}.`,
        `pkgs.${package_}`,
      ),
    ];
  const engine = /^<derivation (?:ibus-|fcitx5-)?(?<is>[a-z][a-z-]{1,40})-\d/.exec(value ?? '')
    ?.groups?.['is'];
  if (type === 'ibus-engine' && engine !== undefined)
    return [
      nixFix(
        `The list ${name}${where} takes engines of IBus, which are a set of their own.`,
        `pkgs.ibus-engines.${engine}`,
      ),
    ];
  return [
    advice(
      `Correct that entry of the list ${name}${where}: it must be ${type}${value === undefined ? '' : `, and is ${value}`}.`,
    ),
  ];
}

function fixesFor(option: string, type: string, value: string | undefined): DiagnosisFix[] {
  const plain = value?.replace(/^"(.*)"$/, '$1') ?? '';
  const look = shellFix(
    'See its type, default and example.',
    `nixai explain-option ${shellWord(option)}`,
  );
  const path = optionPath(option);
  const set = (text: string): DiagnosisFix =>
    path === undefined
      ? advice(`Give ${option} ${type}: ${text}`)
      : nixFix(`Give it ${type}.`, `${path} = ${text};`);
  const shown = shownValue(value);
  if (/^list of|list of /.test(type) && shown !== undefined && !shown.startsWith('['))
    return [set(`[ ${shown} ]`), look];
  if (/boolean/.test(type) && /^(?:true|false|yes|no|1|0)$/.test(plain))
    return [set(/true|yes|1/.test(plain) ? 'true' : 'false'), look];
  if (/integer|int\b|number|port|signed/.test(type) && /^-?\d{1,12}$/.test(plain))
    return [set(plain), look];
  if (/string|path/.test(type) && /^[\w./-]{1,120}$/.test(value ?? '') && value !== 'null')
    return [set(nixString(value ?? '')), look];
  if (path !== undefined && /path/.test(type) && /^"?~(?:\/[\w./-]{0,120})?"?$/.test(value ?? ''))
    return [
      nixFix(
        'Write the path out: ~ is of the shell.',
        `${path} = "/home/YOUR_USER${(value ?? '').replace(/["~]/g, '')}";`,
        { fill: { YOUR_USER: 'your user name (on macOS /Users/…)' } },
      ),
      look,
    ];
  if (path === undefined || /^<derivation/.test(value ?? ''))
    return [look, advice(`Give ${option} ${type}, as its example has it.`)];
  return [
    nixFix(`Give it ${type}.`, `${path} = YOUR_VALUE;`, { fill: { YOUR_VALUE: type } }),
    look,
  ];
}
