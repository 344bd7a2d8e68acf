import type { CheckRules } from '@nixai/api';
import { acmeStaging } from './acme-staging.js';
import { acmeTermsNotAccepted } from './acme-terms-not-accepted.js';
import { containerPrivileged } from './container-privileged.js';
import { dockerAndPodman } from './docker-and-podman.js';
import { dockerOpenSocket } from './docker-open-socket.js';
import { journalVolatile } from './journal-volatile.js';
import { mongodbOpen } from './mongodb-open.js';
import { nginxTlsWithoutCertificate } from './nginx-tls-without-certificate.js';
import { postgresTrust } from './postgres-trust.js';
import { redisOpen } from './redis-open.js';
import { sambaGuestsWrite } from './samba-guests-write.js';
import { upgradeRebootsAtAnyTime } from './upgrade-reboots-at-any-time.js';

/** Servers. */
export const serviceRules: CheckRules = [
  postgresTrust,
  redisOpen,
  mongodbOpen,
  dockerOpenSocket,
  dockerAndPodman,
  containerPrivileged,
  acmeStaging,
  acmeTermsNotAccepted,
  nginxTlsWithoutCertificate,
  sambaGuestsWrite,
  journalVolatile,
  upgradeRebootsAtAnyTime,
];
