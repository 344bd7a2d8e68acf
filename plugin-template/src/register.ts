import { definePlugin } from '@nixai/api';
import { registerProvider } from './provider/register.js';
import { registerRules } from './rules/register.js';
import { registerSource } from './source/register.js';

// Loaded by every command that asks extension points: import nothing heavy here.
export default definePlugin((host) => {
  registerSource(host);
  registerProvider(host);
  registerRules(host);
});
