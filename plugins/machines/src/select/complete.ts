import type { Complete, Completion } from '@nixai/api';
import { loadFleet } from '../registry/load.js';

/** Names of machines. */
export const completeMachines: Complete = async ({ host }) =>
  [...(await loadFleet(host)).machines.values()].map(({ name, description, host: at }) => ({
    value: name,
    about: description ?? at,
  }));

/** Names of groups. */
export const completeGroups: Complete = async ({ host }) =>
  [...(await loadFleet(host)).groups.values()].map(({ name, members }) => ({
    value: name,
    about: members.join(', '),
  }));

/** Machines, groups and tags. */
export const completeSelection: Complete = async (query) => {
  const { machines } = await loadFleet(query.host);
  const tags = new Set([...machines.values()].flatMap((one) => one.tags));
  const words: readonly Completion[] = [...tags].map((tag) => ({ value: `@${tag}` }));
  return [...(await completeMachines(query)), ...(await completeGroups(query)), ...words];
};
