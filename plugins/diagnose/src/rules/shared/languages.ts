export const ofPackage = (name: string | undefined): string =>
  name === undefined ? '' : ` of ${name}`;
