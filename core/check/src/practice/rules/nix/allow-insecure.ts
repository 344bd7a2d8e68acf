import { isWritten, type CheckRule, type WrittenValue } from '@nixai/api';

const itemsOf = (value: WrittenValue): readonly WrittenValue[] =>
  value.type === 'list' ? value.items : [];

export const allowInsecure: CheckRule = {
  id: 'allow-insecure',
  severity: 'warning',
  set: 'nixos',
  options: ['nixpkgs.config.permittedInsecurePackages'],
  parameters: {
    packages: {
      describe: 'Packages with known holes that somebody has looked at and accepts: olm-3.2.16',
      of: 'text',
      usual: [],
    },
  },
  applies: ({ values }, _, given) =>
    values
      .flatMap(itemsOf)
      .some((item) => ![...given('packages')].some((accepted) => isWritten(item, accepted))),
  message: 'packages with known holes are allowed',
  why: 'They are marked insecure for a reason that nobody will mend.',
  fix: 'Look for a successor, and take the name out as soon as nothing needs it.',
  docs: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-insecure',
  samples: {
    fires: [{ 'nixpkgs.config.permittedInsecurePackages': ['a-1'] }],
    quiet: [{ 'nixpkgs.config.permittedInsecurePackages': [] }],
  },
};
