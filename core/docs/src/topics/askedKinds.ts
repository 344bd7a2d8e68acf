/** What a question may say of the very thing that is to be written: its port, its name. */
export const askedKinds = [
  'port',
  'layout',
  'locale',
  'timeZone',
  'hostName',
  'user',
  'version',
  'program',
  'unit',
] as const;
export type AskedKind = (typeof askedKinds)[number];
