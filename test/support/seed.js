// Random tests begin from one seed where NIXAI_SEED is set, as .ci/run does: a run that decides whether
// something lands finds what the last one found. Without it each run looks at other cases; what fails
// says its seed.
import fc from 'fast-check';

const { NIXAI_SEED: seed } = process.env;
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
