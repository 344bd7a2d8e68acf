/** The door to templates that lie in folders, as a person writes them. */
export { longestHeldAgainst, mostBytes, readTemplate } from './read.js';
export { planTemplate, writeTemplate } from './write.js';
