/** The door of the plugins room: what the `plugins` commands use. */
export { planPlugin, writePlugin, type PlannedPlugin } from './create/createPlugin.js';
