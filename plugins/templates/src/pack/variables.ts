import type { TemplateVariable } from '@nixai/api';

/** RFC 1123 label, as `networking.hostName` takes it. */
export const hostName: TemplateVariable = {
  name: 'hostName',
  description: 'What the machine is called',
  type: 'string',
  example: 'nixos',
  pattern: /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/,
};

export const userName: TemplateVariable = {
  name: 'userName',
  description: 'The login name of the person',
  type: 'string',
  example: 'ada',
  pattern: /[a-z_][a-z0-9_-]{0,30}/,
};

/** See `system.stateVersion`: the release that the machine was first installed with. */
export const stateVersion: TemplateVariable = {
  name: 'stateVersion',
  description: 'The release the machine was installed with; never changed afterwards',
  type: 'string',
  example: '25.05',
  pattern: /\d\d\.(?:05|11)/,
};

export const timeZone: TemplateVariable = {
  name: 'timeZone',
  description: 'The time zone, as in /usr/share/zoneinfo',
  type: 'string',
  default: 'Etc/UTC',
  pattern: /[A-Za-z0-9_+/-]+/,
};

export const locale: TemplateVariable = {
  name: 'locale',
  description: 'The language of messages, and how dates and numbers are written',
  type: 'string',
  default: 'en_US.UTF-8',
  pattern: /[A-Za-z_]+\.UTF-8/,
};

export const domain: TemplateVariable = {
  name: 'domain',
  description: 'The name that people reach it by; its DNS has to point here',
  type: 'string',
  example: 'www.example.org',
  pattern: /(?:[a-z0-9-]+\.)+[a-z]{2,}/,
};

export const email: TemplateVariable = {
  name: 'email',
  description: 'Where the certificate authority writes to',
  type: 'string',
  example: 'admin@example.org',
  pattern: /[^@\s]+@[^@\s]+/,
};
