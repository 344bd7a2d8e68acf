/**
 * What people want done with one named program or service, whatever its name: a topic answers it for all,
 * and the name is filled in. `phrase` is a question that this topic lists.
 */
interface General {
  readonly phrase: string;
  /** Words of a question about the same. */
  readonly about: RegExp;
  readonly patterns: readonly string[];
}

const NAME = '(?:the |my )?(?<name>[\\w.+-]+(?: [\\w.+-]+)??)';
const newer = '(?:latest|newest|newer|more recent|most recent|current)';
const older = '(?:older|old|previous|specific|certain|particular|earlier)';
const version = '(?:version )?v?\\d+(?:\\.\\d+)*(?:\\.x)?';

const generals: readonly General[] = [
  {
    phrase: 'update only one program, for example the browser',
    about: /updat|upgrad|newe|latest|bump|outdated|\bold\b/i,
    patterns: [
      `(?:update|upgrade|bump) (?:only|just) ${NAME}(?: and nothing else| to .*)?`,
      `(?:only|just) (?:update|upgrade|bump) ${NAME}`,
      `(?:update|upgrade|bump) ${NAME} (?:only|alone|to (?:the |a )?${newer}(?: version| release)?|to ${version})`,
      `(?:(?:get|install|use|run|have) )?(?:the |a )?${newer} (?:version|release) of ${NAME}(?: than .*)?`,
      `(?:override|change|bump) (?:the )?(?:version|source|src) of ${NAME}`,
      `${NAME} (?:is|package is) (?:outdated|too old|out of date)(?: in nixpkgs)?`,
    ],
  },
  {
    phrase: 'how do I uninstall a package?',
    about: /uninstall|remov|get rid|delet/i,
    patterns: [
      `(?:remove|uninstall|deinstall|get rid of) ${NAME}(?: completely| entirely)?(?: (?:from|on) (?:my |the )?(?:system|computer|nixos|machine|laptop|pc))?`,
    ],
  },
  {
    phrase: 'how do I install a specific version of a package?',
    about: /version|downgrad|older|\bpin/i,
    patterns: [
      `(?:pin|hold|freeze|lock|keep) ${NAME} (?:to|at|on) (?:an? )?(?:${version}|(?:the )?(?:${older}|current|this|exact) version)`,
      `downgrade ${NAME}(?: to .*)?`,
      `(?:(?:get|install|use|run) )?(?:an? |the )?${older} (?:version|release) of ${NAME}`,
      `install ${NAME} (?:in |at )?version v?\\d+(?:\\.\\d+)*`,
    ],
  },
  {
    phrase: 'how do I apply a patch to a package?',
    about: /patch|overrid/i,
    patterns: [`patch ${NAME}`, `apply (?:a |my |the )?patch(?:es)? to ${NAME}`],
  },
  {
    phrase: 'which version of a package is installed, or in nixpkgs',
    about: /version/i,
    patterns: [
      `(?:which|what) version of ${NAME}(?: is installed| do i have| am i running| is running| is in nixpkgs| has nixpkgs| is that| i have)?`,
      `(?:show|see|find out|check|know) (?:the )?version of ${NAME}`,
    ],
  },
  {
    phrase: 'where is the configuration file of a program',
    about: /config|settings/i,
    patterns: [
      `where (?:is|are|can i find|do i find) (?:the )?(?:configuration|config|settings|conf)(?: files?)? (?:of|for) ${NAME}`,
      `where does ${NAME} (?:keep|store|save|put|have) (?:its|the) (?:configuration|config|settings|conf)(?: files?)?`,
    ],
  },
  {
    phrase: 'how do I see the logs of a service',
    about: /\blogs?\b/i,
    patterns: [
      `${NAME} logs?`,
      `(?:(?:see|show|view|read|get|find|check|look at|where are|where is|tail|follow) )?(?:the )?logs? (?:of|for|from) ${NAME}`,
    ],
  },
];

const how =
  '(?:(?:how|can|could) (?:do|can|could|would|should|to)?\\s*(?:i|you|we|one)?\\s*|(?:please )?i (?:want|would like|need|try|am trying) to )?';

const readings = generals.flatMap(({ phrase, about, patterns }) =>
  patterns.map((pattern) => ({
    phrase,
    about,
    pattern: new RegExp(`^${how}(?:${pattern})(?: (?:on|in|with|under) (?:nix|nixos))?$`, 'i'),
  })),
);

/** Kinds of things, and things that have topics of their own: no name of one program. */
const noName =
  /^(?:where|which|what|how|show|see|find|there|an?|it|this|that|all|any|every\w*|one|some\w*|old|new|last|previous|earlier|current|single|other|installed|unused|user|users|system|nixos|nix|nixpkgs|home|home-manager|home manager|nix-darwin|darwin|flakes?|flake\.\w+|inputs?|channels?|kernel|kernels|packages?|programs?|apps?|applications?|services?|software|generations?|snapshots?|files?|folders?|boot|bios|firmware|drivers?|dependenc\w+|everything|things?|secrets?|passwords?|modules?|options?|overlays?|results?|garbage|store|systemd|build|builds|rebuild|debug|system logs?|journal|error|errors|view|kubernetes cluster)\b/i;

/** What is wanted of which program or service. */
export interface Deed {
  /** The question that the topic lists. */
  readonly phrase: string;
  /** What a question has that asks for the same. */
  readonly about: RegExp;
  readonly name: string;
}

/** Reads "uninstall firefox", "update only vlc"; undefined for what says more, or names no one thing. */
export function deedIn(question: string): Deed | undefined {
  const asked = question
    .trim()
    .replace(/[\s?.!]+$/, '')
    .replace(/\s+/g, ' ');
  for (const { phrase, about, pattern } of readings) {
    const name = pattern.exec(asked)?.groups?.['name'];
    if (name !== undefined && !noName.test(name)) return { phrase, about, name };
  }
  return failingIn(asked);
}

/** How people say that something does not do what it should. */
const failing = [
  "(?:does|do|did|will|would|can|could|is|are|was|has|have)(?:n['’]?t| not)(?: even| ever)? (?:start|launch|open|run|work|load|connect|respond|come up|boot|show|show up|play|find|see|detect|start up|starting|running|working|loading|opening|responding|reachable|launching|connecting)\\w*",
  "(?:won['’]?t|can['’]?t|cannot|will not|doesnt|dont|wont|cant|isnt) (?:start|launch|open|run|work|load|connect|respond|come up|be reached|be started|be opened|starting|running|working|reachable)\\w*",
  '(?:not|no longer) (?:starting|running|working|loading|opening|launching|responding|connecting|reachable|starts?|runs?|works?|opens?|loads?|launches)',
  '(?:fails?|failed|refuses?|failing) to (?:start|launch|open|run|load|connect|come up|boot)',
  '(?:fails?|failed|failing)',
  '(?:crash(?:es|ed|ing)?|freez(?:es|ing)|froze|hangs?|segfaults?|exits|quits|dies|closes)(?: immediately| at once| instantly)?',
  '(?:keeps?|is|are) (?:crashing|restarting|freezing|failing|hanging|broken|dead|stuck|unreachable)',
  '(?:stopped|quit|ceased) (?:working|running|starting|responding)',
  '(?:is )?broken',
  'broke',
].join('|');
/** When it does so: nothing that another topic would be about. */
const when =
  '(?: (?:(?:on|at|during|after|since) (?:the |my |an? |every )?(?:start\\w*|boot\\w*|log-?in|launch\\w*|resume|suspend|reboot\\w*|restart\\w*|(?:\\w+ ){0,3}(?:update|upgrade|rebuild|switch)\\w*|updating|upgrading|rebuilding|\\d\\d\\.\\d\\d.*)|any ?more|again|immediately|when (?:i|it)\\b.*))*';
const failure = new RegExp(
  `^(?:why (?:does|do|is|are|did|won't|doesn't|wont|doesnt) )?(?:my |the |help,? )?(?<name>[\\w.+-]+(?: [\\w.+-]+)??)(?: (?:service|server|daemon|app|application|program|container))?(?: (?:suddenly|just|still|always|sometimes|constantly|now))? (?:${failing})(?<when>${when})$`,
  'i',
);

const ofFaults =
  /\b(?:not|cannot|no longer|fail\w*|crash\w*|hang\w*|freez\w*|broke\w*|black|stuck|error|segfault\w*|exits?)\b|n't\b|\b(?:wo|ca|does|is)nt\b/i;

/** What somebody says of a thing that fails; whether a program, a service or a desktop, who knows its modules tells. */
export const failingPhrases = {
  service: 'how do I find out why a service failed',
  program: 'how do I see why a program crashed',
  session: 'the desktop does not start',
} as const;

function failingIn(asked: string): Deed | undefined {
  const name = failure.exec(asked)?.groups?.['name'];
  return name === undefined || noName.test(name)
    ? undefined
    : { phrase: failingPhrases.program, about: ofFaults, name };
}

/** The unit of what is known by another name. */
const units: ReadonlyMap<string, string> = new Map([
  ['openssh', 'sshd'],
  ['ssh', 'sshd'],
  ['cups', 'cups'],
  ['printing', 'cups'],
  ['postgres', 'postgresql'],
  ['networkmanager', 'NetworkManager'],
  ['network manager', 'NetworkManager'],
  ['apache', 'httpd'],
  ['tailscale', 'tailscaled'],
  ['avahi', 'avahi-daemon'],
  ['samba', 'samba-smbd'],
  ['mariadb', 'mysql'],
  ['nextcloud', 'phpfpm-nextcloud'],
  ['bluetooth', 'bluetooth'],
  ['docker', 'docker'],
]);

/** The name of the unit that runs what is called so. */
export const unitOf = (name: string): string =>
  units.get(name.toLowerCase()) ?? name.toLowerCase().replaceAll(' ', '-');
