# What each unit of nixai is kept from, whoever's systemd runs it. What a unit needs besides, and whether
# it may open a network, is its own to say.
{
  LockPersonality = true;
  ProtectClock = true;
  ProtectControlGroups = true;
  ProtectHostname = true;
  ProtectKernelLogs = true;
  ProtectKernelModules = true;
  ProtectKernelTunables = true;
  ProtectSystem = "strict";
  RestrictNamespaces = true;
  RestrictRealtime = true;
  RestrictSUIDSGID = true;
  SystemCallArchitectures = "native";
  # Node and Nix ask for more than they need, and go on when they are refused.
  SystemCallErrorNumber = "EPERM";
}
