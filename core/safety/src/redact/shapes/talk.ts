import { alnum, base64, end, fromRows, hex, lower, urlSafe, type TokenShape } from './shape.js';

const snowflake = `\\d{15,22}`;

/** How people and programs reach each other: chat, mail, telephones, social networks, bells. */
export const talk: readonly TokenShape[] = [
  ...fromRows([
    [
      'slack-token',
      'xoxa-|xoxb-|xoxc-|xoxd-|xoxe-|xoxo-|xoxp-|xoxr-|xoxs-',
      `(?:\\d-)?[0-9A-Za-z%_-]{10,300}`,
    ],
    ['slack-token', 'xoxe.xoxp-|xoxe.xoxb-', `\\d-${alnum}{100,300}`],
    ['slack-token', 'xapp-', `\\d-${urlSafe}{10,300}`],
    [
      'webhook-url',
      'hooks.slack.com/services/|hooks.slack.com/workflows/|hooks.slack.com/triggers/',
      `${alnum}{8,20}/${alnum}{8,20}/${alnum}{8,60}(?:/${alnum}{8,60})?`,
    ],
    [
      'webhook-url',
      'discord.com/api/webhooks/|discordapp.com/api/webhooks/',
      `${snowflake}/${urlSafe}{40,100}`,
    ],
    ['webhook-url', 'hooks.zapier.com/hooks/catch/', `[0-9A-Za-z/]{10,40}`],
    ['webhook-url', 'maker.ifttt.com/trigger/', `\\w{1,60}/with/key/${urlSafe}{20,60}`],
    [
      'webhook-url',
      'chat.googleapis.com/v1/spaces/',
      `${urlSafe}{8,20}/messages\\?key=${urlSafe}{30,50}&token=[0-9A-Za-z_%-]{30,60}`,
    ],
    ['matrix-token', 'syt_', `${base64}{2,100}_${alnum}{20}_${alnum}{6}`],
    ['matrix-token', 'mat_|mar_|mct_|mcr_', `${alnum}{30,60}`],
    ['ntfy-token', 'tk_', `${lower}{29}${end(alnum)}`],
    ['sendgrid-key', 'SG.', `${urlSafe}{20,24}\\.${urlSafe}{39,50}`],
    ['mailgun-key', 'key-', `${hex}{32}`],
    ['mailersend-key', 'mlsn.', `${hex}{64}`],
    ['brevo-key', 'xkeysib-|xsmtpsib-', `${hex}{64}-${alnum}{16}`],
    ['mandrill-key', 'md-', `${urlSafe}{22}${end(urlSafe)}`],
    ['resend-key', 're_', `${alnum}{8}_${alnum}{24}`],
    ['postmark-token', 'X-Postmark-Server-Token: ', `[0-9a-f-]{36}`],
    ['twilio-key', 'SK', `${hex}{32}${end(alnum)}`],
    ['twilio-account', 'AC', `${hex}{32}:${hex}{32}${end(alnum)}`],
    ['meta-token', 'EAA', `[A-Z]?[A-Za-z][0-9A-Za-z]{90,400}`],
    ['twitter-token', 'AAAAAAAAAAAAAAAAAAAAA', `(?=[0-9A-Za-z%]{0,60}[0-9%])[0-9A-Za-z%]{60,120}`],
    ['instagram-token', 'IGQV|IGAA', `${urlSafe}{80,300}`],
    ['twitch-key', 'live_', `\\d{8,12}_${alnum}{28,40}`],
    [
      'hubspot-token',
      'pat-na1-|pat-na2-|pat-eu1-|pat-ap1-',
      `[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}`,
    ],
    ['intercom-token', 'dG9rO', `${base64}{40,90}={0,2}`],
    ['salesforce-token', '00D', `${alnum}{12}(?:${alnum}{3})?![0-9A-Za-z_.]{80,130}`],
    ['salesforce-key', '5Aep861', `[0-9A-Za-z._=]{60,120}`],
    ['zoho-token', '1000.', `${hex}{32}\\.${hex}{32}`],
    ['dropbox-token', 'sl.', `(?:[uB]\\.)?${urlSafe}{100,1400}`],
    ['samsara-token', 'samsara_api_', `${alnum}{28,60}`],
    ['adafruit-key', 'aio_', `${alnum}{28}`],
    ['uptime-kuma-key', 'uk1_|uk2_|uk3_', `${urlSafe}{30,60}`],
    ['truenas-key', '1-|2-|3-|4-|5-', `${alnum}{64}${end(alnum)}`],
    ['voiceflow-key', 'VF.DM.|VF.WS.|VF.', `[0-9a-fA-F]{24}\\.${alnum}{16}`],
    ['canva-secret', 'cnvca', `${urlSafe}{40,60}`],
    [
      'onfido-token',
      'api_live.|api_sandbox.|api_live_us.|api_live_ca.',
      `${urlSafe}{11}\\.${urlSafe}{32}`,
    ],
    ['firebase-key', 'AAAA', `${urlSafe}{7}:APA91b${urlSafe}{100,160}`],
    ['mapbox-token', 'sk.eyJ|tk.eyJ', `${urlSafe}{40,200}\\.${urlSafe}{20,40}`],
    ['linkedin-secret', 'WPL_AP', `\\d?\\.${alnum}{16}\\.`],
  ]),
  // Behind the name of a host.
  {
    kind: 'webhook-url',
    prefix: '.tines.com/webhook/',
    rest: `${lower}{32}/${lower}{32}`,
    before: '',
  },
  { kind: 'webhook-url', prefix: '/hooks/', rest: `[0-9a-z]{26}${end(alnum)}`, before: '' },
  // Their middle or their end is what they are known by.
  {
    kind: 'discord-token',
    sign: '.',
    rest: `[MNO]${urlSafe}{22,27}\\.${urlSafe}{6}\\.${urlSafe}{27,40}`,
  },
  { kind: 'telegram-token', sign: ':AA', rest: `\\d{8,10}:AA${urlSafe}{32,35}(?!${urlSafe})` },
  { kind: 'mailchimp-key', sign: '-us', rest: `${hex}{32}-us\\d{1,3}${end(alnum)}` },
  { kind: 'maxmind-key', sign: '_mmk', rest: `${alnum}{6}_${alnum}{29}_mmk` },
  { kind: 'meta-token', sign: '|', rest: `\\d{15,16}\\|${urlSafe}{27,40}${end(urlSafe)}` },
];
