export { carryOut } from './carryOut.js';
