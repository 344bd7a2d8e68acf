import {
  alnum,
  anyHex,
  base64,
  end,
  fromRows,
  hex,
  upper,
  urlSafe,
  uuid,
  word,
  type TokenShape,
} from './shape.js';

/** Who watches programs, counts what people do, and switches features. */
export const watch: readonly TokenShape[] = [
  ...fromRows([
    ['grafana-token', 'glsa_', `${alnum}{32}_${anyHex}{8}`],
    ['grafana-token', 'glc_', `${base64}{32,400}={0,2}`],
    ['grafana-token', 'eyJrIjoi', `${alnum}{60,400}={0,2}`],
    ['sentry-token', 'sntrys_', `[0-9A-Za-z+/=_]{30,400}`],
    ['sentry-token', 'sntryu_|sntrya_|sntryi_', `${alnum}{30,80}`],
    ['datadog-key', 'ddapp_|ddpat_', `${alnum}{34,80}`],
    ['new-relic-key', 'NRAK-|NRAA-|NRRA-', `[0-9A-Za-z]{27,42}`],
    ['new-relic-key', 'NRII-|NRIQ-', `${urlSafe}{25,32}`],
    ['new-relic-key', 'NRJS-|NRBR-', `${hex}{19}`],
    [
      'dynatrace-token',
      'dt0c01.|dt0s01.|dt0s02.|dt0s03.|dt0s06.|dt0s16.',
      `${upper}{8,24}\\.${upper}{64}`,
    ],
    ['honeycomb-key', 'hcaik_|hcaic_|hcamk_', `${alnum}{30,70}`],
    ['axiom-token', 'xaat-|xapt-', uuid],
    ['posthog-key', 'phx_|phc_|phs_|pha_|phr_', `${word}{40,60}`],
    ['spectral-key', 'spu-|spe-', `${hex}{32}${end(alnum)}`],
    ['rootly-key', 'rootly_', `${hex}{64}`],
    ['launchdarkly-key', 'sdk-|api-|mob-', uuid],
    ['unleash-token', '*:*.', `${hex}{40,80}`],
    ['flagsmith-key', 'ser.', `${alnum}{22,40}`],
    ['fullstory-key', 'na1.|eu1.', `${base64}{80,120}`],
    ['segment-key', 'sgp_', `${alnum}{64}`],
    ['pagerduty-key', 'u+', `${urlSafe}{18}${end(urlSafe)}`],
    ['statsig-key', 'secret-|console-', `${alnum}{40,46}${end(alnum)}`],
    ['influx-token', 'apiv3_', `${urlSafe}{60,100}`],
  ]),
  // Its end is what it is known by.
  {
    kind: 'new-relic-key',
    sign: 'NRAL',
    rest: `(?:eu01xx)?${hex}{26,36}(?:FFFF)?NRAL${end(alnum)}`,
  },
  { kind: 'new-relic-key', sign: 'NRMA', rest: `(?:AA|eu01xx)${hex}{36,40}-NRMA${end(alnum)}` },
];
