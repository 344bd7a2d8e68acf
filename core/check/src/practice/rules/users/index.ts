import type { CheckRules } from '@nixai/api';
import { allowLockOut } from './allow-lock-out.js';
import { containerAdminGroup } from './container-admin-group.js';
import { dockerGroup } from './docker-group.js';
import { emptyPassword } from './empty-password.js';
import { groupUnknown } from './group-unknown.js';
import { hashedPasswordInStore } from './hashed-password-in-store.js';
import { loginShellNotEnabled } from './login-shell-not-enabled.js';
import { normalAndSystemUser } from './normal-and-system-user.js';
import { plainPassword } from './plain-password.js';
import { usersLockedOut } from './users-locked-out.js';
import { userOfNoKind } from './user-of-no-kind.js';

/** Users, their passwords and their groups. */
export const userRules: CheckRules = [
  plainPassword,
  hashedPasswordInStore,
  emptyPassword,
  usersLockedOut,
  loginShellNotEnabled,
  allowLockOut,
  normalAndSystemUser,
  userOfNoKind,
  groupUnknown,
  dockerGroup,
  containerAdminGroup,
];
