/** Programs that nixpkgs has in several versions, and drops one after the other. */
export interface Family {
  /** As messages and attributes call a version of it. */
  readonly said: RegExp;
  /** The name that stays, which is always a version that is looked after. */
  readonly stays: string;
  /** Its data have to be taken to the newer version. */
  readonly data?: 'postgresql' | 'nextcloud' | 'other';
}

export const families: readonly Family[] = [
  { said: /^buildGo1\d{1,2}(?:Module|Package)$/, stays: 'buildGoModule' },
  { said: /^Go 1\.\d|^go_1_\d/, stays: 'go' },
  { said: /^Node\.?js \d|^(?:nodejs(?:-slim)?|corepack)[_-]\d/i, stays: 'nodejs' },
  { said: /^(?:OpenJDK|Corretto|OpenJFX|Zulu|JDK) \d|^(?:open)?jdk\d|^corretto\d/, stays: 'jdk' },
  { said: /^(?:LLVM|Clang) \d|^(?:llvm|lld|lldb|clang|clang-tools)_\d/, stays: 'llvm' },
  { said: /^llvmPackages_\d/, stays: 'llvmPackages' },
  { said: /^GCC \d|^gcc\d/, stays: 'gcc' },
  { said: /^Python 3\.\d|^python3\d{1,2}$/, stays: 'python3' },
  { said: /^python3\d{1,2}Packages$/, stays: 'python3Packages' },
  { said: /^PHP \d|^php\d/, stays: 'php' },
  { said: /^Ruby \d|^ruby_\d/, stays: 'ruby' },
  { said: /^Boost \d|^boost\d/, stays: 'boost' },
  { said: /^Zig \d|^zig_\d/i, stays: 'zig' },
  { said: /^Emacs \d|^emacs\d/i, stays: 'emacs' },
  { said: /^Electron \d|^electron_\d/i, stays: 'electron' },
  { said: /^Erlang\S{0,4} \d|^erlang_?\d/i, stays: 'erlang' },
  { said: /^CUDA \d|^cudaPackages_\d/, stays: 'cudaPackages' },
  { said: /^Linux \d|^linux(?:_|Packages_|-)\d/i, stays: 'linuxPackages' },
  { said: /^PostgreSQL \d|^postgresql_\d/i, stays: 'postgresql', data: 'postgresql' },
  { said: /^Nextcloud ?v?\d|^nextcloud\d/i, stays: 'nextcloud', data: 'nextcloud' },
  {
    said: /^(?:MariaDB|MySQL|MongoDB|Elasticsearch|InfluxDB|Cassandra|Grafana|Kubernetes) \d|^(?:mariadb|mysql|mongodb|elasticsearch|influxdb|cassandra|couchdb|redis)[_-]?\d/i,
    stays: 'YOUR_PACKAGE',
    data: 'other',
  },
];
