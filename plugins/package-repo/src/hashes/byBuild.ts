/** What gets a hash that cannot be computed here. */
export const byBuild = 'build it, then: nixai package-repo from-log FILE < build.log';
