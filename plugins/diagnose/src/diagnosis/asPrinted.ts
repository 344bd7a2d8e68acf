const name = String.raw`[\`'"]?(?<name>[\w<>*-]{1,60}(?:\.[\w<>*"-]{1,80}){1,12})['"\`]?`;
const word = String.raw`[\`'"]?(?<name>[\w.-]{1,80})['"\`]?`;

/** How people shorten a message in a question, and how the program prints it. */
const shortened: readonly (readonly [RegExp, (name: string) => string])[] = [
  [
    new RegExp(`${name} (?:option )?(?:does not|doesn't) exist\\b`, 'i'),
    (option) => `error: The option \`${option}' does not exist. Definition values:`,
  ],
  [
    new RegExp(`${name} has conflicting (?:definition )?values`, 'i'),
    (option) => `error: The option \`${option}' has conflicting definition values:`,
  ],
  [
    new RegExp(`\\battribute ${word} (?:is )?(?:missing|not found)`, 'i'),
    (attribute) => `error: attribute '${attribute}' missing`,
  ],
  [
    new RegExp(`\\bundefined variable ${word}(?= |$)`, 'i'),
    (variable) => `error: undefined variable '${variable}'`,
  ],
];

/** `configuration.nix` is a file that does not exist, and no option. */
const isFile = /\.(?:nix|lock|conf|json|ya?ml|toml|sh|so|service)$/i;

/** The lines that a question stands for: as it was written, and as a program would have printed it. */
export function asPrinted(question: string): string {
  const printed = shortened.flatMap(([pattern, line]) => {
    const found = pattern.exec(question)?.groups?.['name'];
    return found === undefined || isFile.test(found) ? [] : [line(found)];
  });
  return [...printed, question, ''].join('\n');
}
