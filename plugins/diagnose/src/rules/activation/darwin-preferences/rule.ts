import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

/** Preferences of programs that macOS guards: they lie in containers, or are of the accessibility. */
const guarded =
  /^com\.apple\.(?:universalaccess|Safari\S{0,40}|mail|Mail|AddressBook|iCal|MobileSMS|TimeMachine|Accessibility|messages\S{0,30}|Photos|Notes|reminders|TextEdit)$/;

const domain: Saying = {
  anchors: ['Could not write domain'],
  line: /Could not write domain (?<domain>\/?[\w./-]{3,160}?); exiting/,
  explain({ get }) {
    const name = get('domain');
    const short = name.replace(/^.*\/(?:Preferences|Containers)\//, '').replace(/\.plist$/, '');
    const isGuarded = guarded.test(short) || name.includes('/Containers/');
    const option = short.replace(/^com\.apple\./, '');
    return {
      culprit: short,
      facts: { domain: name },
      message: isGuarded
        ? `macOS does not let the preferences of ${short} be written: it guards them, and the program that the switch runs in (the terminal) has no full access to the disk.`
        : `macOS does not let the preferences of ${short} be written: they belong to another user, or there is no login session of the user that they are for.`,
      fixes: isGuarded
        ? [
            shellFix(
              'Allow it: System Settings, Privacy & Security, Full Disk Access: add your terminal (after an update of macOS or of the terminal: take it out and add it again); quit it, open it anew, and switch.',
              "open 'x-apple.systempreferences:com.apple.preference.security?Privacy_AllFiles'",
              'security',
            ),
            advice(
              `Or take system.defaults.${option} (or CustomUserPreferences."${short}") out of the configuration, and set that by hand.`,
            ),
          ]
        : [
            shellFix(
              'If the switch runs over SSH or from a service: run it in a terminal of the machine, as the user system.primaryUser.',
              'sudo darwin-rebuild switch --flake .   # with your own flake',
            ),
            shellFix(
              'If it runs there: the file belongs to root, from a switch of before. Give it back.',
              `ls -l ~/Library/Preferences/${short}.plist; sudo chown "$USER" ~/Library/Preferences/${short}.plist`,
              'security',
            ),
          ],
      verify: [`defaults read ${short} > /dev/null && echo readable`],
    };
  },
};

const primaryUser: Saying = {
  anchors: ['system.primaryUser'],
  line: /(?:require|need|set) .{0,60}`?system\.primaryUser`? to be set|Please set `system\.primaryUser`/,
  explain: () => ({
    culprit: 'system.primaryUser',
    message:
      'nix-darwin now runs as root, and options that are of one user (system.defaults, homebrew, launchd agents) want to know of whom.',
    fixes: [
      nixFix('Name the user that they are for.', 'system.primaryUser = "YOUR_USER";', {
        fill: { YOUR_USER: 'what id -un prints for you' },
      }),
    ],
    verify: ['darwin-rebuild build --flake .'],
    confidence: 0.9,
  }),
};

/** nix-darwin writes preferences, which macOS guards. */
export const darwinPreferences = ruleOfSayings(
  {
    id: 'activation/darwin-preferences',
    class: 'macos-preferences',
    phase: 'activation',
    title: 'macOS does not take the preferences',
    components: ['darwin'],
    confidence: 0.94,
    docs: [
      {
        title: 'Apple: full access to the disk',
        url: 'https://support.apple.com/guide/mac-help/mchl211c911f/mac',
      },
    ],
  },
  [domain, primaryUser],
);
