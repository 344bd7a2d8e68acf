import { attributeName } from '../../../shared/code.js';
import { advice, nixFix, shellFix } from '../../../shared/fix.js';
import type { Answer } from '../../../shared/answers.js';

/** Users, groups and whose configuration it is. */
export const accounts: readonly Answer[] = [
  [
    /^Username could not be determined|home\.username.{0,40}(?:is not set|used but not defined)/,
    () => [
      nixFix(
        'Say whose home it is.',
        'home.username = "YOUR_USER";\nhome.homeDirectory = "/home/YOUR_USER";',
        { fill: { YOUR_USER: 'your user name; on macOS the folder is /Users/NAME' } },
      ),
    ],
  ],
  [
    /system\.primaryUser/,
    () => [
      nixFix(
        'Say whose options they are: the user who ran darwin-rebuild until now.',
        'system.primaryUser = "YOUR_USER";',
        { fill: { YOUR_USER: 'what id -un prints for you' } },
      ),
    ],
  ],
  [
    /users\.users\.(?<user>[\w-]{1,64})\.uid set below 1000/,
    ({ user = 'x' }) => [
      advice(`If ${user} is a person: take users.users.${user}.uid out, or make it 1000 or more.`),
      nixFix(
        `If ${user} is a service: say so (and take isNormalUser out).`,
        `users.users.${attributeName(user)} = {\n  isSystemUser = true;\n  group = "${user}";\n};\nusers.groups.${attributeName(user)}.name = "${user}";`,
      ),
    ],
  ],
  [
    /users\.users\.(?<user>[\w-]{1,64})\.(?:isSystemUser.{0,60}isNormalUser|isNormalUser.{0,60}isSystemUser)/,
    ({ user = 'x' }) => [
      nixFix(
        'Say which kind of user it is: isNormalUser for a person, isSystemUser (with a group) for a service.',
        `users.users.${attributeName(user)}.isNormalUser = true;`,
      ),
    ],
  ],
  [
    /users\.users\.(?<user>[\w-]{1,64})\.group is unset/,
    ({ user = 'x' }) => [
      nixFix(
        'Give it a group of its own (what older releases did: nogroup).',
        `users.users.${attributeName(user)}.group = "${user}";\nusers.groups.${attributeName(user)}.name = "${user}";`,
      ),
    ],
  ],
  [
    /primary group that is undefined: (?<users>[\w. -]{1,200}?) Hint: .{5,60}?: users\.groups\.(?<group>[\w-]{1,64}) = \{\};/,
    ({ group = 'x' }) => [
      nixFix(
        'Declare the group (or give the user another one, that exists).',
        `users.groups.${attributeName(group)}.name = "${group}";`,
      ),
    ],
  ],
  [
    /password hash of user "(?<user>[\w.-]{1,64})" contains a ":"/,
    ({ user = 'x' }) => [
      nixFix(
        'Write only the hash (the second field of a line of /etc/shadow), or make it anew with mkpasswd.',
        `users.users.${attributeName(user)}.hashedPassword = "YOUR_HASH";`,
        { fill: { YOUR_HASH: 'what mkpasswd prints: begins with $y$' } },
      ),
    ],
  ],
  [
    /neither the root account nor any wheel user has a password|locked out/i,
    () => [
      nixFix(
        'Give a user of the group wheel a password or an SSH key.',
        'users.users.YOUR_USER.hashedPassword = "YOUR_HASH";',
        {
          fill: {
            YOUR_USER: 'your user, who is in the group wheel',
            YOUR_HASH: 'what mkpasswd prints',
          },
        },
      ),
    ],
  ],
  [
    /^UIDs and GIDs must be unique/,
    () => [
      shellFix(
        'Give each its own number, or none (it is chosen then). This lists where numbers are set.',
        "grep -rnE --include='*.nix' '[ug]id = [0-9]+' .",
      ),
    ],
  ],
];
