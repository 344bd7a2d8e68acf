import { type CheckDefinition, textsOf } from '@nixai/api';

/** Those of March, May, September and November, and the two of before there was a rhythm. */
const release = /^(?:\d\d\.(?:03|05|09|11)|13\.10|14\.04|14\.12)$/;

export const noRelease = ({ values }: CheckDefinition): boolean =>
  values.flatMap(textsOf).some((text) => !release.test(text));

export const whyKept =
  'It tells which release the data on the machine is from, so that an upgrade leaves it readable.';

/** `25.5` is 25.05. */
export const releaseMeant = (definition: CheckDefinition, otherwise: string): string => {
  const short = /^(\d\d)\.(\d)$/.exec(definition.values.flatMap(textsOf)[0] ?? '');
  const padded = short === null ? '' : `${short[1] ?? ''}.0${short[2] ?? ''}`;
  return release.test(padded) ? `Write "${padded}".` : otherwise;
};
