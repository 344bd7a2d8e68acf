/** What an update is called, and what else takes a system from one generation to the next. */
const change =
  "(?:(?:an?|the|my|last|latest|newest|recent|most recent|this|today'?s|kernel|system|nixos|nixpkgs|flake|channel|driver|hm|home[- ]manager|firmware)\\s+)*(?:updat\\w*|upgrad\\w*|rebuild\\w*|rebuilt|nixos-rebuild(?: switch)?|flake update|mov(?:ed|ing) to (?:nixos )?\\d\\d\\.\\d\\d|switch(?:ed|ing)? to (?:nixos )?(?:\\d\\d\\.\\d\\d|unstable)|(?:nixos )?\\d\\d\\.(?:05|11)(?: (?:upgrade|update))?)";
const afterChange = new RegExp(
  `\\b(?:after|since|following)\\s+(?:I |we )?${change}\\b|^(?:the )?${change}(?: to (?:nixos )?(?:\\d\\d\\.\\d\\d|unstable))?(?= (?:breaks?|broke|kills?|killed)\\b)`,
  'i',
);

/** That something does not do what it should. */
const trouble =
  /\b(?:not|\w+n['’]t|cannot|unable|cant|wont|doesnt|dont|isnt|arent|no|nothing|never|without|fail\w*|crash\w*|hang\w*|freez\w*|froze\w*|stuck|br(?:o|ea)k\w*|black|blank|missing|disappear\w*|vanish\w*|gone|lost|slow\w*|flicker\w*|stop\w*|error\w*|wrong|dead|unbootable|unusable|blocked|drain\w*|laggy?|stutter\w*|glitch\w*|garbled|problems?|issues?|trouble\w*|worse|ugly|off|empty|silent|refus\w*|reset\w*)\b/i;

/** That it once did. */
const before =
  /\b(?:no longer|any ?more|used to (?:work|run|start)|worked (?:before|yesterday|until)|stopped working|suddenly)\b/i;

/** Whether the question tells of something that an update took away: "no sound after the upgrade". */
export function isSetback(question: string): boolean {
  const update = afterChange.exec(question);
  if (update === null) return false;
  const rest = question.replace(update[0], ' ');
  return trouble.test(rest) || before.test(rest);
}

/** Whether the question tells of something that does not do what it should. */
export const tellsOfTrouble = (question: string): boolean => trouble.test(question);

/** What goes before anything else, whatever it is that broke. */
export const goBackFirst =
  'It worked before the update, so go back first: pick the last generation in the boot menu, or run `sudo nixos-rebuild switch --rollback`. Nothing is lost by it, and it tells whether the update is the reason.';

/** Whether that is said already. */
export const tellsToGoBack = (text: string): boolean =>
  /--rollback|older (?:generation|entry)|(?:last|previous) generation|roll(?:s|ed)? back/i.test(
    text,
  );
