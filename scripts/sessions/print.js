/** Prints what one side of a session says; its later lines stand below the first. */
export function print(who, text) {
  const [first, ...more] = text.split('\n');
  const indent = ' '.repeat(8);
  const lines = [who.padEnd(8) + first, ...more.map((line) => indent + line)];
  process.stdout.write(`${lines.map((line) => line.trimEnd()).join('\n')}\n`);
}
