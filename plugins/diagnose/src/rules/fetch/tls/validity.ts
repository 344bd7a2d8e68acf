import type { Diagnosis, DiagnosisFix, Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

const early = /not yet valid|NOT_YET_VALID|NotValidYet|current time \S{1,40} is before/;
const late = /has expired|HAS_EXPIRED|\bExpired\b|current time \S{1,40} is after/;

/** A certificate that is of another time than this machine's clock: no bundle of CA certificates mends that. */
export function ofAnotherTime(
  host: string | undefined,
  { line, context }: Evidence,
): Diagnosis | undefined {
  const text = line.text.replace('has expired or is not yet valid', '');
  const isEarly = early.test(text);
  if (!isEarly && !late.test(text)) return undefined;
  const server = host ?? 'the server';
  const clock = clockFix(context.platform === 'darwin');
  const dates =
    host === undefined
      ? []
      : [
          shellFix(
            `See until when the certificate of ${host} is valid.`,
            `openssl s_client -connect ${host}:443 -servername ${host} < /dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates`,
          ),
        ];
  const wait = advice(
    `If the clock is right: the certificate of ${server} really ran out. Only its administrators can renew it; leave the server out meanwhile.`,
  );
  return {
    culprit: isEarly
      ? "this machine's clock, which is behind"
      : `this machine's clock, or the certificate of ${server}`,
    facts: { host, message: isEarly ? 'not yet valid' : 'expired' },
    message: isEarly
      ? `By this machine's clock the certificate of ${server} is not yet valid: the clock is behind.`
      : `By this machine's clock the certificate of ${server} has run out: the clock is ahead, or the certificate really ran out.`,
    fixes: isEarly
      ? [clock('Set the clock'), ...dates]
      : [
          shellFix('See whether the date is right.', readClock(context.platform === 'darwin')),
          clock('If the clock is ahead: set it'),
          wait,
          ...dates,
        ],
    verify: ['date -u', `nix store ping --store https://${host ?? 'cache.nixos.org'}`],
  };
}

const readClock = (darwin: boolean): string => (darwin ? 'date -u' : 'timedatectl');

const clockFix =
  (darwin: boolean) =>
  (what: string): DiagnosisFix =>
    darwin
      ? shellFix(`${what} from a time server.`, 'sudo sntp -sS time.apple.com')
      : shellFix(
          `${what} by its time service; where no time server is reached: sudo date -u -s 'YYYY-MM-DD hh:mm'.`,
          'timedatectl; sudo systemctl restart systemd-timesyncd.service',
          'restart',
        );
