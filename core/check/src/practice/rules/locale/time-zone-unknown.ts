import { textsOf, type CheckDefinition, type CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';
import { meantZone } from './zones.js';

const meant = ({ values }: CheckDefinition): string | undefined =>
  values
    .flatMap(textsOf)
    .flatMap((text) => meantZone(text) ?? [])
    .at(0);

export const timeZoneUnknown: CheckRule = {
  id: 'time-zone-unknown',
  severity: 'error',
  set: 'nixos',
  options: ['time.timeZone'],
  applies: (definition) => meant(definition) !== undefined,
  message: 'there is no such time zone',
  why: 'It is the name of a file, capitals and all: without it every clock shows UTC.',
  fix: 'Write a name that timedatectl list-timezones shows.',
  fixFor: (definition) => `Write "${meant(definition) ?? ''}".`,
  docs: optionPage('time.timeZone'),
  samples: {
    fires: [
      { 'time.timeZone': 'Europe/Berln' },
      { 'time.timeZone': 'europe/berlin' },
      { 'time.timeZone': 'Berlin' },
      { 'time.timeZone': 'America/New York' },
      { 'time.timeZone': 'UTC+1' },
    ],
    quiet: [
      { 'time.timeZone': 'Europe/Berlin' },
      { 'time.timeZone': 'Asia/Calcutta' },
      { 'time.timeZone': 'UTC' },
      { 'time.timeZone': 'Etc/GMT-2' },
      { 'time.timeZone': null },
    ],
  },
};
