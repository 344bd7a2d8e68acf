/** Databases, containers, virtual machines, monitoring, backups, shells, development. */
export const development = `
database, relational database, sql database, sql server, database server, rdbms = services.postgresql services.mysql services.mysql.package services.firebird | postgresql mariadb mysql84 sqlite
postgres, psql = services.postgresql services.postgresql.ensureDatabases services.postgresql.package | postgresql
mariadb, mysql server = services.mysql services.mysql.package services.mysql.ensureDatabases | mariadb
document database, nosql, nosql database, mongo = services.mongodb services.couchdb services.ferretdb services.cassandra | mongodb couchdb
key value store, key value database, in memory database, in memory store, in memory cache, cache server, in memory data store = services.redis.servers services.memcached services.etcd | redis valkey memcached
distributed configuration, service discovery, consensus = services.consul services.etcd services.zookeeper | consul etcd
graph database = services.neo4j services.dgraph | neo4j
time series database, timeseries, metrics database = services.influxdb2 services.victoriametrics services.prometheus services.influxdb | influxdb2 victoriametrics
column database, analytics database, data warehouse, olap = services.clickhouse | clickhouse duckdb
vector database, embeddings = services.qdrant services.chromadb | qdrant
database backup, dump database, backup postgres, save database, backup mysql, backup mariadb, nightly database dump = services.postgresqlBackup services.mysqlBackup services.automysqlbackup services.restic.backups
database admin, database web interface, manage database = services.pgadmin | pgadmin4 dbeaver-bin
connection pool, pgbouncer = services.pgbouncer | pgbouncer
containers, container, container runtime, container engine, run containers, oci = virtualisation.docker.enable virtualisation.podman.enable virtualisation.oci-containers.containers virtualisation.containerd.enable virtualisation.cri-o.enable | docker podman
docker, docker engine, docker daemon, docker container = virtualisation.docker.enable virtualisation.oci-containers.containers virtualisation.docker.rootless.enable | docker
docker compose, compose, run docker images, container as service, declare containers, declarative containers = virtualisation.oci-containers.containers virtualisation.oci-containers.backend virtualisation.docker.enable virtualisation.podman.enable | docker-compose podman-compose
rootless docker, docker without root, rootless containers = virtualisation.docker.rootless.enable virtualisation.podman.enable
docker without sudo, docker permission denied, docker group = users.users.<name>.extraGroups virtualisation.docker.enable
docker registry, container registry, image registry, private registry = services.dockerRegistry services.gitea | docker-distribution
container management ui, portainer, manage containers = virtualisation.oci-containers.containers services.cockpit | lazydocker
nixos container, systemd container, lightweight container, nspawn = containers containers.<name>.config systemd.nspawn virtualisation.lxc.enable virtualisation.incus.enable
system containers, lxc, lxd, incus = virtualisation.incus.enable virtualisation.lxc.enable virtualisation.lxd.enable | incus
kubernetes, k8s, container orchestration, cluster, orchestrator = services.k3s services.kubernetes.roles services.rke2 services.nomad virtualisation.docker.enable | k3s kubectl kubernetes-helm
virtual machine, virtual machines, vm, hypervisor, virtualization, run windows, kvm, qemu, virtual machine manager = virtualisation.libvirtd.enable programs.virt-manager.enable virtualisation.virtualbox.host.enable virtualisation.vmware.host.enable virtualisation.incus.enable virtualisation.xen.enable | qemu virt-manager virtualbox
virtualbox = virtualisation.virtualbox.host.enable virtualisation.virtualbox.guest.enable
guest additions, guest agent, inside a vm, vm guest = services.qemuGuest services.spice-vdagentd virtualisation.virtualbox.guest.enable virtualisation.vmware.guest.enable virtualisation.hypervGuest.enable
gpu passthrough, pci passthrough, vfio, iommu, windows with graphics card, graphics card to virtual machine = boot.kernelParams boot.initrd.kernelModules virtualisation.libvirtd.enable virtualisation.spiceUSBRedirection.enable boot.extraModprobeConfig | looking-glass-client
usb passthrough, usb redirection = virtualisation.spiceUSBRedirection.enable
test vm, build vm, run configuration in vm, try configuration, try without installing = virtualisation.vmVariant virtualisation.memorySize virtualisation.cores
micro vm, firecracker = virtualisation.libvirtd.enable | firecracker cloud-hypervisor
cloud instance, cloud init, aws, ec2, azure, google cloud = services.cloud-init services.amazon-ssm-agent | awscli2 google-cloud-sdk azure-cli
monitoring, metrics, server monitoring, metrics monitoring, monitoring stack, system metrics, observability, server load, watch server, cpu graphs, load graphs = services.prometheus services.grafana services.netdata services.zabbixServer services.telegraf services.prometheus.exporters.node.enable services.monit services.victoriametrics | prometheus grafana netdata zabbix
metrics exporter, node exporter, hardware metrics = services.prometheus.exporters.node.enable services.telegraf services.collectd
visualise metrics, graphs, charts, metrics dashboard, monitoring dashboard, dashboards = services.grafana services.netdata | grafana
alerts, alerting, alert manager, notify on failure = services.prometheus.alertmanager.enable services.prometheus.ruleFiles services.grafana services.monit
log collection, log aggregation, central logging, log shipping, syslog, log server, collect logs, logs from many machines, logs in one place = services.loki services.promtail services.vector services.rsyslogd services.syslog-ng services.alloy services.fluentd services.graylog services.journald.remote.enable services.fluent-bit | loki vector rsyslog
tracing, distributed tracing, opentelemetry = services.opentelemetry-collector services.tempo | jaeger
error tracking, crash reporting, exceptions | sentry-cli
process supervision, watch processes, restart failed services = services.monit systemd.services.<name>.serviceConfig
backup, backups, backup tool, backup software, back up files, incremental backup, offsite backup, encrypted backup = services.restic.backups services.borgbackup.jobs services.borgmatic services.duplicati services.rsnapshot services.duplicity services.syncoid services.bacula-fd services.btrbk.instances | restic borgbackup duplicity rclone kopia
backup server, backup repository, backup target = services.restic.server.enable services.borgbackup.repos services.bacula-dir
mirror folder, rsync, copy files periodically, remote copy = services.rsyncd services.restic.backups | rsync rclone
shell, zsh, bash, fish, command line, terminal shell, prompt = programs.zsh.enable programs.bash.completion.enable programs.fish.enable users.defaultUserShell programs.starship.enable programs.xonsh.enable | zsh fish bash nushell
shell prompt, terminal prompt, prompt theme, nicer prompt, pretty prompt, customise prompt = programs.starship.enable programs.bash.promptInit programs.zsh.promptInit | starship
zsh plugins, autosuggestions, syntax highlighting, oh my zsh = programs.zsh.autosuggestions.enable programs.zsh.syntaxHighlighting.enable programs.zsh.ohMyZsh.enable
command completion, tab completion, shell completion = programs.bash.completion.enable programs.zsh.enableCompletion environment.pathsToLink programs.fish.enable
command history, shell history, history sync = services.atuin programs.zsh.histSize programs.fzf.keybindings | atuin hstr
fuzzy finder, fuzzy search, search files = programs.fzf.keybindings services.locate | fzf skim fd ripgrep
find files, locate files, file index, file search = services.locate | fd plocate findutils
grep, search text, search in files, recursive search | ripgrep silver-searcher ack gnugrep
smarter cd, jump to directory = programs.zoxide.enable programs.autojump.enable | zoxide autojump
terminal multiplexer, tmux, screen, keep session = programs.tmux.enable programs.screen.enable | tmux screen zellij
terminal emulator, terminal, console emulator = programs.foot.enable programs.gnome-terminal.enable services.kmscon | alacritty kitty foot wezterm ghostty
pager, view files in terminal, cat with colours = programs.less.enable programs.bat.enable environment.variables | less bat moar
git, version control, source control = programs.git.enable programs.git.config programs.git.lfs.enable | git mercurial jujutsu lazygit
git large files, git lfs = programs.git.lfs.enable | git-lfs
github, github client | gh
json processor, parse json, json query | jq gojq jaq fx
http client, api client, curl, test api | curl httpie xh postman bruno
compile c, c compiler, gcc, build tools, compiler | gcc clang gnumake cmake
python, python development | python3 uv poetry
node, nodejs, javascript runtime, npm = programs.npm.enable | nodejs bun deno yarn pnpm
java, jdk, java runtime = programs.java.enable | jdk maven gradle
rust development, rust compiler | rustc cargo rustup
go, golang | go gopls
haskell development | ghc cabal-install stack
debugger, debug programs | gdb lldb strace
profiling, performance analysis, performance profiling, trace system calls = programs.sysdig.enable programs.bcc.enable services.sysprof programs.systemtap.enable | perf strace valgrind
compiler cache, faster builds, ccache = programs.ccache.enable nix.settings.max-jobs nix.settings.cores | ccache sccache
disk usage, disk space, what uses space, free space = programs.nh.clean.enable nix.gc.automatic | ncdu dust duf gdu
disk benchmark, benchmark, stress test | fio stress-ng hyperfine
partition editor, partition manager, format disk = programs.gnome-disks.enable programs.partition-manager.enable | gparted parted
archive, unpack, compress, zip | p7zip unzip zip zstd xz
checksum, encrypt file, encrypt files, file encryption | age gnupg openssl
infrastructure as code, configuration management, deploy machines, provisioning | terraform opentofu ansible pulumi
deploy nixos remotely, remote deployment, push configuration = services.openssh | colmena deploy-rs nixos-rebuild nixos-anywhere
web console, server administration, web admin panel, admin ui = services.cockpit | cockpit
high performance computing, batch jobs, job scheduler, cluster computing, hpc = services.slurm.server.enable services.slurm.client.enable | slurm
big data, hadoop, spark = services.hadoop.hdfs.namenode.enable services.spark.master.enable | spark hadoop
etl, data pipeline, workflow scheduler, airflow = services.windmill | apache-airflow
distributed storage, cluster filesystem, distributed filesystem, ceph = services.ceph.enable services.glusterfs services.moosefs.client.enable services.kubo | ceph glusterfs
peer to peer storage, ipfs, decentralised storage = services.kubo | kubo
iscsi, block storage over network, san = services.openiscsi services.target services.nbd.server.enable | openiscsi
high availability, failover, floating ip, virtual ip = services.keepalived services.pacemaker services.corosync services.haproxy | keepalived
start container at boot, container at boot, autostart container = virtualisation.oci-containers.containers virtualisation.oci-containers.containers.<name>.autoStart virtualisation.docker.enableOnBoot
dev container, development environment, dev environment, project environment = programs.direnv.enable services.lorri | devenv direnv nix-direnv
arm images, build for raspberry pi, cross compile, build for arm, foreign architecture = boot.binfmt.emulatedSystems nixpkgs.crossSystem nixpkgs.hostPlatform nixpkgs.buildPlatform
debug symbols, core files, backtrace = systemd.coredump.enable environment.enableDebugInfo services.nixseparatedebuginfod
usb serial, flash a board, serial permission, device access, access usb device = services.udev.packages services.udev.extraRules users.users.<name>.extraGroups
`;
