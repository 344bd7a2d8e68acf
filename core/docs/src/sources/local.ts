// The sources that answer from indexes, behind one door: whoever asks one asks the others, too, and
// a bundle of a dozen small files takes longer to find than to run.
export { createIndexStore } from '../index/index.js';
export { createFactsSource } from '../facts/source.js';
export { createChannelSource } from './channel/source.js';
export { createFileSource } from './file/source.js';
export { createHomeManagerSource } from './installed/homeManager.js';
export { createSystemSource } from './installed/system.js';
export { createManualsSource } from './manuals/source.js';
