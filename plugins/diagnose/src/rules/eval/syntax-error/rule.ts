import {
  placeName,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
  type SourcePosition,
} from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { markedSource } from '../../shared/markedSource.js';
import { byOwner } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

interface Mistake {
  readonly message: string;
  readonly fixes: readonly DiagnosisFix[];
}

/** A file without an expression: empty, or all comments. */
const emptyFile: Mistake = {
  message: 'The file is empty (or has only comments), and Nix needs an expression in it.',
  fixes: [nixFix('Write an empty set into it, or delete the file.', '{ }')],
};

const surplusSemicolon: Mistake = {
  message:
    'There is a semicolon too many: one ends a definition, and nothing stands before the next.',
  fixes: [advice('Take the surplus semicolon out: write one where two or more stand.')],
};

/** What the parser says, and the mistake that most often makes it say so. First that fits counts. */
const mistakes: readonly (readonly [RegExp, Mistake])[] = [
  [
    /unexpected '?=.*expecting end of file|unexpected '?;.*expecting end of file/,
    {
      message:
        'The file is not wrapped in braces: a module is one attribute set, and here its definitions stand bare, or an opening brace is missing or closed too early.',
      fixes: [
        advice(
          'Put braces around the definitions: the file is { config, lib, pkgs, ... }: { definitions, each ended with ; }',
        ),
      ],
    },
  ],
  [
    /unexpected ','/,
    {
      message:
        'Nix has no commas in lists and sets: list items are separated by blanks, definitions end with a semicolon.',
      fixes: [
        advice(
          'Write a semicolon instead of the comma after a definition, and nothing but a blank between the items of a list: a = [ 1 2 3 ];',
        ),
      ],
    },
  ],
  [
    /unexpected end of file, expecting '"'|unterminated string|expecting "''"|expecting '\$\{'/,
    {
      message: "A string is not closed: a closing \" or '' is missing.",
      fixes: [
        advice(
          "Close the string that begins at the marked place; write '' for a quote inside an indented string as '''.",
        ),
      ],
    },
  ],
  [
    /unexpected (?:end of file|\$end|END)/,
    {
      message:
        'The file ends before everything that was opened is closed: a brace, bracket, parenthesis, or string.',
      fixes: [
        advice(
          'Close what is open: count { against }, [ against ], ( against ), from the end of the file upwards.',
        ),
      ],
    },
  ],
  [
    /expecting ';'|expected ';'|unexpected '?(?:IN|in|\}|=|id|ID|identifier|let|inherit)\b/,
    {
      message:
        'A semicolon is missing: every definition in a set or a let ends with one. The parser notices it one token later, so look at the end of the definition before the marked place.',
      fixes: [
        advice('Put a semicolon at the end of the definition that stands before the marked place.'),
      ],
    },
  ],
  [
    /expecting end of file|expected end of file/,
    {
      message:
        'Something stands after the end of the expression: a brace or parenthesis was closed too early, or one too many.',
      fixes: [
        advice('Take the surplus closing brace out, or put the text that follows inside the set.'),
      ],
    },
  ],
];

const unknown: Mistake = {
  message:
    'The parser cannot go on here. The mistake is at this place or just before it: a semicolon, brace, bracket or quote that is missing or one too many.',
  fixes: [advice('Check the line and the one above it for a missing ; } ] or ".')],
};

/** The file is not Nix: the true mistake may stand before the place that is named. */
export const syntaxError: DiagnosisRule = {
  id: 'eval/syntax-error',
  class: 'syntax-error',
  phase: 'eval',
  title: 'Syntax error',
  components: ['evaluation'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['syntax error'],
      line: /(?:error: (?<file>.{0,200}?)|^\s*)syntax error,? (?<what>.{1,300})/,
    },
    { anchors: ['invalid token'], line: /error: (?<what>invalid token.{0,100})/ },
    { anchors: ['parse error at '], line: /^\s*(?<what>Parse error at \d{1,7}:\d{1,5}:.{0,200})/i },
  ],
  docs: [{ title: 'nix.dev: Nix language basics', url: 'https://nix.dev/tutorials/nix-language' }],
  explain(evidence) {
    const what = evidence.get('what');
    const at = evidence.frame();
    // JSON and TOML have parse errors as well; those have no Nix file and no caret.
    if (at === undefined && !/unexpected|expect|token/.test(what)) return undefined;
    const isEmpty =
      at?.line === 1 && at.column === 1 && /unexpected (?:end of file|\$end|END)/.test(what);
    const made = at === undefined && unquotedPath.test(what) ? pathInCode : madeByTool(at?.file);
    const mistake = isEmpty
      ? emptyFile
      : (made ??
        byWhatIsWritten(markedSource(evidence, at) ?? '', at?.file ?? '', what) ??
        (/unexpected '?;/.test(what) && /;\s*;/.test(markedSource(evidence, at) ?? '')
          ? surplusSemicolon
          : (mistakes.find(([pattern]) => pattern.test(what))?.[1] ?? unknown)));
    const place = at === undefined ? what : placeName(at);
    return {
      culprit: place,
      at,
      facts: { parser: what },
      message: `${mistake.message}${near(evidence, at)}`,
      fixes: byOwner(evidence, at, mistake.fixes),
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

/** A character that no Nix has outside of strings, and paths may have: a tool has put one into code as it is. */
const unquotedPath = /unexpected (?:'@'|'%'|'#'|invalid token|'&'|'~'|'!')/;

const pathInCode: Mistake = {
  message:
    'The text that does not parse is in no file: the command has put a path or a name (of the folder, the home, the user, an argument) into Nix code as it is, and that has a character which Nix does not take there.',
  fixes: [
    advice(
      'Run it from, or with, a path without such characters (a blank, @, %, #, &, ~, +): rename the folder, or make a link to it under a plain name.',
    ),
    advice(
      'If it must stay: take a newer release of the tool, which may quote it (home-manager does, since December 2024).',
    ),
  ],
};

/** A single file in the store is no source of a flake: a program brings it, or a configuration writes it. */
function madeByTool(file: string | undefined): Mistake | undefined {
  const name = /^\/nix\/store\/[0-9a-z]{32}-(?<is>(?!source)[^/]{2,120}?)(?:\.nix)?$/.exec(
    file ?? '',
  )?.groups?.['is'];
  return name === undefined
    ? undefined
    : {
        message: `${name} is a single file in the store, and no source that somebody edits: a program brings it (then that program and this Nix are of two times), or your configuration writes it.`,
        fixes: [
          shellFix(
            `If it comes with a program (${name}): call that of the generation before, or take a newer one, and a newer Nix.`,
            'nix-channel --update; nix --version',
          ),
          advice(
            "If a file of yours writes it (writeText, a template): mend the text there; a '' or ${ inside it has to be escaped.",
          ),
        ],
      };
}

/** What the marked line itself shows. */
function byWhatIsWritten(source: string, file: string, what: string): Mistake | undefined {
  const other = /\.(?<kind>ya?ml|json|toml|conf|sh|py|lua|css|md|txt)$/.exec(file)?.groups?.[
    'kind'
  ];
  if (other !== undefined)
    return {
      message: `${file} is no Nix (${other}), and is imported as if it were.`,
      fixes: [
        advice(
          `Name the file as a path where it is used, without import: ./${file.split('/').at(-1) ?? file}. If its content is needed: lib.importJSON, lib.importTOML, or builtins.readFile.`,
        ),
      ],
    };
  if (/^\s*import\s+(?:\.{1,2}\/|<|\()/.test(source) && /expecting '\.' or '='/.test(what)) {
    const imported = /import\s+(?<is>\.{1,2}(?:\/[\w.-]{1,80}){1,12})(?=[\s;]|$)/.exec(source)
      ?.groups?.['is'];
    return {
      message:
        'import stands in a set like a definition, and is an expression: it gives a value, which nothing takes.',
      fixes: [
        nixFix(
          'Name the file in imports (a list of modules).',
          `imports = [ ${imported ?? './YOUR_FILE.nix'} ];`,
          imported === undefined ? { fill: { YOUR_FILE: 'the file that is imported there' } } : {},
        ),
      ],
    };
  }
  if (/=\s*'(?!')/.test(source))
    return {
      message:
        "A string stands in single quotes, which Nix does not know: strings stand in double quotes, or between two single quotes each ('').",
      fixes: [
        advice(
          'Write double quotes instead, with \\ before a " or \\ inside; or put the text between two single quotes at each end.',
        ),
      ],
    };
  return undefined;
}

/** The line that the parser stopped in, as the log shows it. */
function near(evidence: Evidence, at: SourcePosition | undefined): string {
  const source = markedSource(evidence, at)?.trim();
  return source === undefined || source === '' ? '' : ` It stopped in: ${source.slice(0, 100)}`;
}
