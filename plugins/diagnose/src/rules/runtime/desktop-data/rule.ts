import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { ofToolkit } from './toolkit.js';

const qt: Saying = {
  anchors: [
    'Could not find the Qt platform plugin',
    'Could not load the Qt platform plugin',
    'no Qt platform plugin could be initialized',
  ],
  line: /Could not (?<how>find|load) the Qt platform plugin ['"](?<plugin>[\w-]{1,40})['"]/,
  explain(evidence) {
    const plugin = evidence.get('plugin');
    const wayland = plugin.startsWith('wayland');
    return {
      culprit: `Qt plugin ${plugin}`,
      facts: { plugin },
      message:
        evidence.get('how') === 'find'
          ? `The program does not find Qt's plugin ${plugin}: it was not wrapped for it, or a variable (QT_PLUGIN_PATH, QT_QPA_PLATFORM) points elsewhere.`
          : `Qt's plugin ${plugin} is there and does not load: it is of another version of Qt than the program, lacks a library, or no display answers.`,
      fixes: [
        nixFix(
          'If you package the program, or run it in a shell: have it wrapped.',
          `nativeBuildInputs = [ pkgs.qt6.wrapQtAppsHook ];\nbuildInputs = [ pkgs.qt6.qtbase${wayland ? ' pkgs.qt6.qtwayland' : ''} ];`,
        ),
        shellFix(
          'If it comes from nixpkgs: a variable of the session names plugins of another Qt (a theme, an older generation); without them it starts. Log out and in after an update.',
          'env -u QT_PLUGIN_PATH -u QML2_IMPORT_PATH YOUR_PROGRAM',
          { fill: { YOUR_PROGRAM: 'the program' } },
        ),
      ],
      verify: ['env | grep -E "^QT_|^QML"'],
    };
  },
};

const schemas: Saying = {
  anchors: ['No GSettings schemas are installed', 'GSettings schema', 'Settings schema '],
  line: /(?:No GSettings schemas are installed on the system|Settings schema ['"`](?<schema>[\w.-]{3,120})['"`] (?:is not installed|does not contain))/,
  explain(evidence) {
    const schema = evidence.get('schema');
    const keyOnly = /does not contain/.test(evidence.line.text);
    return {
      culprit: schema || 'GSettings schemas',
      facts: { schema: schema || undefined },
      message: keyOnly
        ? `The program finds ${schema} of another version than it was made for.`
        : `The program does not find ${schema || 'any schemas of its settings'}: it was not wrapped for them.`,
      fixes: [
        nixFix(
          'If you package the program: have it wrapped, with the package that has the schema.',
          'nativeBuildInputs = [ pkgs.wrapGAppsHook3 ];\nbuildInputs = [ pkgs.gsettings-desktop-schemas pkgs.gtk3 ];',
        ),
        shellFix(
          'If you run it in a shell of your own: give it the schemas by hand.',
          'nix-shell -p gsettings-desktop-schemas gtk3 --run \'XDG_DATA_DIRS="$GSETTINGS_SCHEMAS_PATH:$XDG_DATA_DIRS" YOUR_PROGRAM\'',
          { fill: { YOUR_PROGRAM: 'the program' } },
        ),
      ],
      verify: ['gsettings list-schemas | head -n 3'],
    };
  },
};

const locale: Saying = {
  anchors: ['cannot change locale', 'Setting locale failed', 'Cannot set LC_ALL', 'Cannot set LC_'],
  line: /(?:setlocale: LC_\w{2,20}: cannot change locale \((?<locale>[\w.@-]{1,60})\)|perl: warning: Setting locale failed|locale: Cannot set LC_\w{2,20} to default locale)/,
  explain(evidence) {
    const name =
      evidence.get('locale') ||
      (evidence.after(/LANG ?= ?["'](?<is>[\w.@-]{2,60})["']/, 12)?.groups?.['is'] ?? '');
    const nixos = evidence.context.platform === 'nixos';
    const declare = nixFix(
      'On NixOS: have the locale made.',
      `i18n.extraLocales = [ "${/^[\w.@-]{2,60}$/.test(name) ? name : 'YOUR_LOCALE'}/UTF-8" ];`,
      /^[\w.@-]{2,60}$/.test(name) ? {} : { fill: { YOUR_LOCALE: 'as en_GB.UTF-8' } },
    );
    const archive = shellFix(
      'On another Linux: programs of Nix read their own archive of locales; name it (for good, in ~/.profile).',
      'export LOCALE_ARCHIVE="$(nix-build --no-out-link "<nixpkgs>" -A glibcLocales)/lib/locale/locale-archive"',
    );
    return {
      culprit: name || 'the locale',
      facts: { locale: name || undefined },
      message: `The locale ${name || 'that is set (LANG, LC_ALL)'} is not there for this program; it goes on in English and without accents, and nothing else fails by it.`,
      fixes: nixos ? [declare] : [archive, declare],
      verify: ['locale -a'],
      confidence: 0.55,
    };
  },
};

const display: Saying = {
  anchors: ['open display', 'could not connect to display'],
  line: /(?:[Cc]annot open display|[Cc]an'?t open display|unable to open display|could not connect to display)(?::? ?(?<display>\S{1,60}))?/,
  explain(evidence) {
    const shown = evidence.get('display');
    return {
      culprit: shown === '' ? 'DISPLAY' : `display ${shown}`,
      facts: { display: shown || undefined },
      message:
        'A program for the desktop was started where it reaches none: over ssh, by sudo, by a unit, or in a session of Wayland that has no Xwayland.',
      fixes: [
        advice(
          'If it was started by sudo, ssh or a unit: start it as the user who is logged in at the screen (of a unit: a user unit, wantedBy graphical-session.target).',
        ),
        nixFix(
          'If you sit at the screen, and the session is Wayland: give it Xwayland (an option of the compositor, as this one).',
          'programs.xwayland.enable = true;',
        ),
      ],
      verify: ['echo "$DISPLAY $WAYLAND_DISPLAY $XDG_SESSION_TYPE"'],
      confidence: 0.6,
    };
  },
};

/** A program of a desktop does not find what others give it: plugins, schemas, locales, a screen. */
export const desktopData = ruleOfSayings(
  {
    id: 'runtime/desktop-data',
    class: 'desktop-data-missing',
    phase: 'runtime',
    title: 'Program does not find what it needs of the desktop',
    components: ['graphics'],
    confidence: 0.85,
    docs: [
      {
        title: 'nixpkgs manual: GNOME and GTK',
        url: 'https://nixos.org/manual/nixpkgs/stable/#sec-language-gnome',
      },
      {
        title: 'nixpkgs manual: Qt',
        url: 'https://nixos.org/manual/nixpkgs/stable/#sec-language-qt',
      },
    ],
  },
  [qt, schemas, locale, display, ...ofToolkit],
);
