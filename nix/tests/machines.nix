# A deployment to real NixOS: systemd, a real switch-to-configuration, a firewall that closes, a restart.
#   nix build .#checks.x86_64-linux.machines    (needs KVM)
# What the hosts in namespaces of `test/support/fleet` have not got is proved here.
{
  pkgs,
  nixai,
}:
let
  keys = import (pkgs.path + "/nixos/tests/ssh-keys.nix") pkgs;

  web =
    { ... }:
    {
      services.openssh.enable = true;
      users.users.root.openssh.authorizedKeys.keys = [ keys.snakeOilPublicKey ];
      system.switch.enable = true;
      # The systems that are deployed: each is a whole system of its own.
      specialisation.good.configuration.environment.etc."deployed".text = "good\n";
      specialisation.other.configuration.environment.etc."deployed".text = "other\n";
      specialisation.closed.configuration = {
        networking.firewall.allowedTCPPorts = [ ];
        services.openssh.openFirewall = false;
      };
      specialisation.failing.configuration.systemd.services.broken = {
        wantedBy = [ "multi-user.target" ];
        serviceConfig.Type = "oneshot";
        script = "exit 1";
      };
    };
in
pkgs.testers.runNixOSTest (
  { nodes, ... }:
  {
    name = "nixai-machines";

    nodes.web1 = web;
    nodes.deployer = {
      environment.systemPackages = [ nixai ];
      nix.settings.experimental-features = [
        "nix-command"
        "flakes"
      ];
      virtualisation.additionalPaths = [ nodes.web1.system.build.toplevel ];
    };

    testScript = ''
      import hashlib
      import hmac
      import json

      # What seals plans that the deployer made itself: any other would want a person's yes.
      key = "5ea1" * 16

      def sealed(value):
          """As a seal sees a plan: what is in it, whatever its order."""
          if isinstance(value, dict):
              return [[name, sealed(value[name])] for name in sorted(value)]
          return [sealed(one) for one in value] if isinstance(value, list) else value

      def next_system(name):
          toplevel = "${nodes.web1.system.build.toplevel}"
          return web1.succeed(f"readlink -f {toplevel}/specialisation/{name}").strip()

      def current():
          return web1.succeed("readlink -f /run/current-system").strip()

      def write_plan(name, soak=0):
          """A plan for a specialisation, as there is nothing to build."""
          plan = {
              "version": 1, "date": "2026-01-01T00:00:00Z", "about": f"deploy {name}",
              "settings": {
                  "mode": "switch",
                  "policy": {"atOnce": 1, "onFailure": "stop", "rollbackOnFailure": False},
                  "health": {"strict": False, "timeout": 5},
                  "attempts": 2, "soak": soak, "activation": 120, "confirmation": 30, "rollback": 120,
                  "substitute": False, "backup": False,
              },
              "machines": [{"name": "web1", "host": "web1", "from": current(), "to": next_system(name)}],
          }
          text = json.dumps(sealed(plan), separators=(",", ":"))
          plan["seal"] = hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
          deployer.succeed(f"cat > /root/plan.json <<'END'\n{json.dumps(plan)}\nEND")

      def deploy(name):
          """Deploys a specialisation; what became of web1."""
          write_plan(name)
          _, said = deployer.execute("nixai machines deploy --plan /root/plan.json --yes --json", timeout=600)
          return json.loads(said)["deployment"]["machines"][0]

      start_all()
      web1.wait_for_unit("sshd.service")
      deployer.succeed("mkdir -p -m 700 /root/.ssh")
      deployer.succeed("cp ${keys.snakeOilPrivateKey} /root/.ssh/id && chmod 600 /root/.ssh/id")
      deployer.succeed("ssh-keyscan web1 > /root/.ssh/known_hosts")
      deployer.succeed("nixai machines init --yes")
      deployer.succeed("nixai machines add web1 web1 --ssh-user root --ssh-key /root/.ssh/id --yes")
      deployer.succeed("mkdir -p /root/.local/state/nixai/machines")
      deployer.succeed(f"echo {key} > /root/.local/state/nixai/machines/plan.key")
      first = current()

      with subtest("status knows systemd"):
          status = json.loads(deployer.succeed("nixai machines status --json || true"))["machines"][0]
          assert status["state"] == "online", status
          assert status["failedUnits"] == [], status

      with subtest("a new system that works stays"):
          outcome = deploy("good")
          assert outcome["verdict"] == "new", outcome
          assert web1.succeed("cat /etc/deployed") == "good\n"
          good = current()
          assert web1.succeed("readlink -f /nix/var/nix/profiles/system").strip() == good

      with subtest("a firewall that lets nobody in: the machine goes back by itself"):
          outcome = deploy("closed")
          assert outcome["verdict"] == "old", outcome
          assert current() == good
          deployer.succeed("ssh -i /root/.ssh/id root@web1 true")

      with subtest("units that fail to start: the machine goes back"):
          outcome = deploy("failing")
          assert outcome["verdict"] == "old", outcome
          assert current() == good
          web1.fail("systemctl is-failed broken.service")

      with subtest("power that fails before the confirmation leaves the old system to boot"):
          write_plan("other", soak=20)
          deployer.execute("nixai machines deploy --plan /root/plan.json --yes >/root/cut.log 2>&1 &")
          web1.wait_until_succeeds("grep -qx other /etc/deployed", timeout=120)
          web1.succeed("sync")
          web1.crash()
          web1.start()
          web1.wait_for_unit("sshd.service")
          assert web1.succeed("readlink -f /nix/var/nix/profiles/system").strip() == good
          # The test boots by its own kernel and command line, and so into its first system.
          assert current() == first

      with subtest("a restart that is asked for comes back with another boot id"):
          said = json.loads(deployer.succeed("nixai machines reboot web1 --yes --json || true"))
          assert said["machines"][0]["verdict"] in ("restarted", "wrong-system"), said
    '';
  }
)
