import { shellWord, type DiagnosisFix } from '@nixai/api';
import { serviceAttribute } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';
import { unitName } from '../../shared/units.js';

const setting = (unit: string): string =>
  `systemd.services.${serviceAttribute(unit)}.serviceConfig`;

function fixesOf(step: string, unit: string): readonly DiagnosisFix[] {
  const show = shellFix(
    'See what the unit asks for.',
    `systemctl cat ${shellWord(unit)} | grep -nE "User=|Group=|WorkingDirectory=|EnvironmentFile=|ReadWritePaths=|BindPaths=|LoadCredential="`,
  );
  if (step === 'USER' || step === 'GROUP')
    return [
      nixFix(
        `If a file of yours sets its user or group: declare ${step === 'USER' ? 'that user' : 'that group'}, or let systemd make one (DynamicUser).`,
        step === 'USER'
          ? 'users.users.YOUR_USER = { isSystemUser = true; group = "nogroup"; };'
          : 'users.groups.YOUR_GROUP = { };',
        {
          fill:
            step === 'USER'
              ? { YOUR_USER: 'the user that the unit names (systemctl cat shows it)' }
              : { YOUR_GROUP: 'the group that the unit names (systemctl cat shows it)' },
        },
      ),
      advice(
        'If the module sets it: enable the module itself (its user comes with it), or leave user and group at what it declares.',
      ),
      show,
    ];
  if (step === 'CHDIR')
    return [
      nixFix(
        'Have systemd make the folder before it starts (StateDirectory makes it in /var/lib), or correct WorkingDirectory.',
        `${setting(unit)} = { StateDirectory = "YOUR_NAME"; WorkingDirectory = "/var/lib/YOUR_NAME"; };`,
        { fill: { YOUR_NAME: 'the name of the folder' } },
      ),
      show,
    ];
  if (step === 'environment')
    return [
      nixFix(
        'If the file is to be there (a secret): correct its path, or have what writes it run before.',
        `${setting(unit)}.EnvironmentFile = "YOUR_PATH";`,
        { fill: { YOUR_PATH: 'where the file is, as /run/secrets/NAME' } },
      ),
      advice('If it may be missing: begin its path with a dash (-/etc/NAME.env).'),
      show,
    ];
  if (step === 'CREDENTIALS')
    return [
      advice(
        'Correct the path of LoadCredential, or have what writes that file (sops-nix, agenix, yourself) run before the unit.',
      ),
      show,
    ];
  return [show];
}

const said: Readonly<Record<string, string>> = {
  USER: 'the user that it shall run as does not exist',
  GROUP: 'the group that it shall run with does not exist',
  CHDIR:
    'the folder that it shall run in (WorkingDirectory) is not there, or its user may not enter it',
  CREDENTIALS: 'a file that it shall get as a credential cannot be read',
  environment: 'the file with its environment (EnvironmentFile) cannot be read',
};

/** systemd stops before the program runs: its user, folder or files are not there. */
export const unitStep = ruleOfSayings(
  {
    id: 'runtime/unit-step',
    class: 'service-setup-failed',
    phase: 'runtime',
    title: 'Service cannot be set up',
    components: ['systemd'],
    confidence: 0.94,
    yieldsTo: ['secret-not-decrypted', 'disk-full'],
    docs: [
      {
        title: 'systemd.exec(5): process exit codes',
        url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Process%20Exit%20Codes',
      },
    ],
  },
  [
    {
      anchors: [
        'Failed at step ',
        'Failed to load environment files',
        'Failed to determine user credentials',
        'Failed to determine group credentials',
      ],
      line: new RegExp(
        `(?<unit>${unitName}): (?:Failed at step (?<step>USER|GROUP|CHDIR|CREDENTIALS) spawning (?<program>[^\\s:]{1,300}): (?<why>.{3,80})|Failed to (?<environment>load environment files|determine (?:user|group) credentials): (?<other>.{3,80}))`,
      ),
      explain(evidence) {
        const unit = evidence.get('unit');
        const environment = evidence.get('environment');
        const step =
          evidence.get('step') ||
          (environment.startsWith('load')
            ? 'environment'
            : environment.includes('group')
              ? 'GROUP'
              : 'USER');
        const why = (evidence.get('why') || evidence.get('other')).trim();
        return {
          culprit: `${unit} (${step === 'environment' ? 'EnvironmentFile' : step})`,
          facts: { unit, step, why },
          message: `${unit} was stopped before its program ran: ${said[step] ?? step} (${why}).`,
          fixes: fixesOf(step, unit),
          verify: [`systemctl status ${shellWord(unit)}`],
        };
      },
    },
  ],
);
