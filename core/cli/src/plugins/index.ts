/** The door of the plugins room: what the `plugins` commands use. */
export { planPlugin, writePlugin, type PlannedPlugin } from './create/createPlugin.js';
export { installPackages } from './install/install.js';
export { fullName } from './install/official.js';
export { planInstall, type Preview } from './install/plan.js';
export { refuseRoot } from './install/refuseRoot.js';
export { renderPreview } from './install/renderPreview.js';
export { parseSpec } from './package/spec.js';
export { linkPlugin } from './install/link.js';
export { uninstall } from './install/uninstall.js';
export { followed } from './install/updates.js';
export { describePlugins } from './list/describe.js';
export { renderPlugin, renderPlugins } from './list/renderPlugins.js';
export { searchPlugins } from './search.js';
export { signFolder } from './package/signFolder.js';
export { pluginFolder } from './verify/pluginFolder.js';
export { verifyPlugin } from './verify/verify.js';
