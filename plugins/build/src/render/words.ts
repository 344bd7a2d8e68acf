/** `0.4 s`, `12 s`, `3 min 5 s`. */
export function seconds(count: number): string {
  if (count < 10) return `${count.toFixed(1)} s`;
  if (count < 60) return `${Math.round(count)} s`;
  return `${Math.floor(count / 60)} min ${Math.round(count % 60)} s`;
}
