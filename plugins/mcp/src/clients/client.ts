/** How a client starts the server. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
}

/** For one project, or for one person. */
export type Scope = 'project' | 'user';

/** Where things lie for this person. */
export interface Places {
  readonly project: string;
  readonly home: string;
  /** `$XDG_CONFIG_HOME`, without nixai's own name. */
  readonly config: string;
  readonly platform: NodeJS.Platform;
}

/** A place that a client reads its servers from. */
export type Target =
  /** JSON with comments, in which others have their own. */
  | {
      readonly kind: 'json';
      readonly file: string;
      readonly path: readonly string[];
      readonly entry: (launch: Launch) => object;
    }
  /** A file of ours alone, which the person's own names. */
  | {
      readonly kind: 'lua';
      readonly file: string;
      readonly text: (launch: Launch) => string;
      /** What the person adds, and where. */
      readonly add: string;
    }
  /** The client changes its own file, which is not for others. */
  | {
      readonly kind: 'command';
      readonly file: string;
      readonly install: (launch: Launch) => readonly [string, ...string[]];
      readonly uninstall: readonly [string, ...string[]];
    };

export interface Client {
  readonly name: string;
  readonly title: string;
  /** @returns undefined where the client has no such place. */
  target(scope: Scope, places: Places): Target | undefined;
}
