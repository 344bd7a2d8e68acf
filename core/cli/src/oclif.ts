// Static imports, so that a bundler sees which names a CommonJS package has.
import { settings } from '@oclif/core/settings';
export { run } from '@oclif/core/run';

// A linked plugin runs as it was built: oclif would warn at each start that it cannot compile it.
settings.enableAutoTranspile = false;
