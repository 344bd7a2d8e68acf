import type { CheckRules } from '@nixai/api';
import { firewallDatabaseOpen } from './firewall-database-open.js';
import { firewallOff } from './firewall-off.js';
import { firewallTrustsNetworkCard } from './firewall-trusts-network-card.js';
import { sshClientTrustsAnyHost } from './ssh-client-trusts-any-host.js';
import { twoDhcpClients } from './two-dhcp-clients.js';
import { twoTimeServers } from './two-time-servers.js';
import { wirelessOffWithNetworkManager } from './wireless-off-with-networkmanager.js';

/** The firewall, and who looks after the network. */
export const networkRules: CheckRules = [
  firewallOff,
  firewallDatabaseOpen,
  firewallTrustsNetworkCard,
  wirelessOffWithNetworkManager,
  twoDhcpClients,
  twoTimeServers,
  sshClientTrustsAnyHost,
];
