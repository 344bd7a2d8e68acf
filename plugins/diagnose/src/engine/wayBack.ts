import type { LogContext } from '@nixai/api';

/** The command that takes an update of the inputs back, or of the channels; both where the log does not say which. */
export const wayBack = ({ flake }: Pick<LogContext, 'flake'>): string =>
  flake === false
    ? 'sudo nix-channel --rollback'
    : `git restore flake.lock${flake === true ? '' : '   # with channels: sudo nix-channel --rollback'}`;
