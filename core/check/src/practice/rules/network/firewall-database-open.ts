import type { WrittenValue, CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';

/** Ports that servers without a login of their own, or with data in them, listen on. */
const dataPorts = [2375, 2379, 3306, 5432, 5984, 6379, 9200, 11211, 27017];

const hasPort = (value: WrittenValue, ports: ReadonlySet<unknown>): boolean =>
  value.type === 'list' &&
  value.items.some((item) => item.type === 'number' && ports.has(item.value));

export const firewallDatabaseOpen: CheckRule = {
  id: 'firewall-database-open',
  severity: 'warning',
  set: 'nixos',
  options: ['networking.firewall.allowedTCPPorts'],
  parameters: {
    ports: {
      describe: 'Ports that are to be open for no network',
      of: 'port',
      usual: dataPorts,
    },
  },
  applies: ({ values }, _, given) => values.some((value) => hasPort(value, given('ports'))),
  message: "a database's port is open to every network",
  why: 'Databases and the Docker port are scanned for, and many ask for no password.',
  fix: 'Open it for one interface only: networking.firewall.interfaces."wg0".allowedTCPPorts.',
  docs: optionPage('networking.firewall.interfaces.<name>.allowedTCPPorts'),
  samples: {
    fires: [{ 'networking.firewall.allowedTCPPorts': [443, 5432] }],
    quiet: [
      { 'networking.firewall.allowedTCPPorts': [80, 443] },
      { 'networking.firewall.interfaces.wg0.allowedTCPPorts': [5432] },
    ],
  },
};
