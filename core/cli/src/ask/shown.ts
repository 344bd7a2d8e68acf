/** Of these, a short answer shows so many; the rest is named under "More". */
export const shown = { steps: 4, checks: 2, pitfalls: 3 };
