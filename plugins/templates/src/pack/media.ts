import type { NixTemplate } from '@nixai/api';
import { folder, port, secretFile, text, whether } from './variables.js';

const openFirewall = whether('openFirewall', 'Open its ports to the network');

/** Films, pictures, papers and the house. */
export const media: readonly NixTemplate[] = [
  {
    id: 'media-jellyfin',
    title: 'Jellyfin, films and music',
    description: 'Jellyfin with hardware transcoding; its ports are opened where you say so.',
    kind: 'nixos',
    category: 'media',
    tags: ['jellyfin', 'films', 'music', 'streaming'],
    features: ['Jellyfin', 'the graphics card for transcoding'],
    notes: [
      'Intel needs its VA-API driver: hardware.graphics.extraPackages = [ pkgs.intel-media-driver ].',
    ],
    next: ['sudo nixos-rebuild switch', 'Open http://localhost:8096.'],
    variables: [openFirewall],
    source: `{ ... }:
{
  services.jellyfin = {
    enable = true;
    openFirewall = @openFirewall@;
  };
  hardware.graphics.enable = true;
  users.users.jellyfin.extraGroups = [ "render" "video" ];
}
`,
  },
  {
    id: 'photos-immich',
    title: 'Immich, photos of a family',
    description: 'Immich with its database, on loopback; the pictures lie in a folder of yours.',
    kind: 'nixos',
    category: 'media',
    tags: ['immich', 'photos', 'pictures'],
    features: ['Immich with PostgreSQL', 'a folder for the pictures'],
    notes: [
      'It listens on loopback: reverse-proxy with http://127.0.0.1:2283 lets phones reach it.',
    ],
    next: ['sudo nixos-rebuild switch', 'Back up the folder and the database together.'],
    variables: [
      folder('pictures', 'Where the pictures lie', '/var/lib/immich'),
      port('Where it listens', 2283),
    ],
    source: `{ ... }:
{
  services.immich = {
    enable = true;
    host = "127.0.0.1";
    port = @port@;
    mediaLocation = @pictures@;
  };
}
`,
  },
  {
    id: 'documents-paperless',
    title: 'Paperless, papers that can be searched',
    description: 'Paperless-ngx on loopback: what is put into a folder is read and filed.',
    kind: 'nixos',
    category: 'media',
    tags: ['paperless', 'documents', 'ocr', 'scanner'],
    features: ['Paperless-ngx', 'text recognition in your languages'],
    next: [
      'Write the first password into the file, mode 0600.',
      'sudo nixos-rebuild switch',
      'Open http://localhost:28981.',
    ],
    variables: [
      secretFile('passwordFile', 'The password of the first user', '/var/lib/secrets/paperless'),
      folder('consume', 'The folder that is emptied into it', '/var/lib/paperless/consume'),
      text('languages', 'The languages of the papers, as Tesseract writes them', {
        default: 'eng',
        pattern: /[a-z]{3}(?:\+[a-z]{3})*/,
      }),
    ],
    source: `{ ... }:
{
  services.paperless = {
    enable = true;
    address = "127.0.0.1";
    passwordFile = @passwordFile@;
    consumptionDir = @consume@;
    settings.PAPERLESS_OCR_LANGUAGE = @languages@;
  };
}
`,
  },
  {
    id: 'home-automation',
    title: 'Home Assistant with MQTT',
    description:
      'Home Assistant with its usual parts, and Mosquitto on loopback for sensors of this machine.',
    kind: 'nixos',
    category: 'home-automation',
    tags: ['home-assistant', 'mqtt', 'mosquitto', 'smart-home'],
    features: ['Home Assistant', 'Mosquitto on loopback'],
    next: [
      'Write a password into the file, mode 0600.',
      'sudo nixos-rebuild switch',
      'Open http://localhost:8123, and add MQTT with the user home.',
    ],
    variables: [
      secretFile('mqttPassword', 'The password of the user home of MQTT', '/var/lib/secrets/mqtt'),
      text('name', 'What the house is called', {
        default: 'Home',
        pattern: /[\p{L}\d .'-]{1,40}/u,
      }),
      whether('openFirewall', 'Open port 8123 to the network'),
    ],
    source: `{ ... }:
{
  services.home-assistant = {
    enable = true;
    openFirewall = @openFirewall@;
    extraComponents = [ "met" "mqtt" "radio_browser" ];
    config = {
      default_config = { };
      homeassistant.name = @name@;
    };
  };

  services.mosquitto = {
    enable = true;
    listeners = [
      {
        address = "127.0.0.1";
        users.home = {
          acl = [ "readwrite #" ];
          passwordFile = @mqttPassword@;
        };
      }
    ];
  };
}
`,
  },
  {
    id: 'zigbee',
    title: 'Zigbee devices over MQTT',
    description: 'Zigbee2MQTT for a stick on USB, telling a broker of this machine.',
    kind: 'nixos',
    category: 'home-automation',
    tags: ['zigbee', 'zigbee2mqtt', 'mqtt', 'smart-home'],
    features: ['Zigbee2MQTT', 'nobody new may join until you say so'],
    requires: ['a Zigbee stick', 'an MQTT broker on this machine (home-automation has one)'],
    next: ['sudo nixos-rebuild switch', 'journalctl -u zigbee2mqtt'],
    variables: [
      text('stick', 'The stick, by its id', {
        example: '/dev/serial/by-id/usb-stick',
        pattern: /\/dev\/[\w./:-]+/,
      }),
    ],
    source: `{ ... }:
{
  services.zigbee2mqtt = {
    enable = true;
    settings = {
      permit_join = false;
      mqtt.server = "mqtt://127.0.0.1:1883";
      serial.port = @stick@;
    };
  };
}
`,
  },
];
