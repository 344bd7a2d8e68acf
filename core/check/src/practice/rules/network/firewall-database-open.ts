import type { WrittenValue, CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';

/** Ports that servers without a login of their own, or with data in them, listen on. */
const dataPorts = new Set([2375, 2379, 3306, 5432, 5984, 6379, 9200, 11211, 27017]);

const hasDataPort = (value: WrittenValue): boolean =>
  value.type === 'list' &&
  value.items.some((item) => item.type === 'number' && dataPorts.has(item.value));

export const firewallDatabaseOpen: CheckRule = {
  id: 'firewall-database-open',
  severity: 'warning',
  set: 'nixos',
  options: ['networking.firewall.allowedTCPPorts'],
  applies: ({ values }) => values.some(hasDataPort),
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
