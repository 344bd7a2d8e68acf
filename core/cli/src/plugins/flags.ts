/** The door for what commands say of themselves before they run. */
export { pluginKinds, type KindName } from './create/kind.js';
export { rootFlag } from './install/refuseRoot.js';
