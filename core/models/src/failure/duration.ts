const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** Milliseconds in words, rounded up in the largest unit that fits: "3 days", "1 second". */
export function duration(milliseconds: number): string {
  const [name, length] = units.find(([, unit]) => milliseconds >= unit) ?? ['second', 1000];
  const count = Math.max(1, Math.ceil(milliseconds / length));
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
