import type { Random } from './random.test.js';

/** A text with a secret in it, and what that is called. */
export interface Sample {
  readonly kind: string;
  readonly text: string;
  readonly secret: string;
}

type Make = (random: Random) => string;

const jwtPart = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Secrets that are known by their look: made here from parts, so that none stands in this file. */
const tokens: Readonly<Record<string, Make>> = {
  'password-hash yescrypt': (r) => `$y$j9T$${r.crypt(22)}$${r.crypt(43)}`,
  'password-hash tor': (r) => `16:${r.hex(58).toUpperCase()}`,
  'password-hash gost': (r) => `$gy$j9T$${r.crypt(22)}$${r.crypt(43)}`,
  'password-hash scrypt': (r) => `$7$CU..../....${r.crypt(22)}$${r.crypt(43)}`,
  'password-hash sha512': (r) => `$6$${r.pick(['', 'rounds=65536$'])}${r.crypt(16)}$${r.crypt(86)}`,
  'password-hash sha256': (r) => `$5$${r.crypt(16)}$${r.crypt(43)}`,
  'password-hash bcrypt': (r) => `$2${r.pick('aby')}$${r.pick(['10', '12'])}$${r.crypt(53)}`,
  'password-hash md5': (r) => `$1$${r.crypt(8)}$${r.crypt(22)}`,
  'password-hash argon2': (r) => `$argon2id$v=19$m=65536,t=3,p=4$${r.alnum(22)}$${r.alnum(43)}`,
  'age-key': (r) => `AGE-SECRET-KEY-1${r.bech32(58)}`,
  'age-key lower': (r) => `age-secret-key-1${r.bech32(58).toLowerCase()}`,
  'nix-signing-key': (r) => `${r.word()}.example.org-1:${r.base64(64)}`,
  'github-token': (r) => `gh${r.pick('pousr')}_${r.alnum(36)}`,
  'github-token fine-grained': (r) => `github_pat_${r.alnum(22)}_${r.alnum(59)}`,
  'gitlab-token': (r) => `glpat-${r.urlSafe(20)}`,
  'openrouter-key': (r) => `sk-or-v1-${r.hex(64)}`,
  'anthropic-key': (r) => `sk-ant-api03-${r.urlSafe(93)}AA`,
  'openai-key project': (r) => `sk-proj-${r.urlSafe(74)}T3Blbk${'FJ'}${r.urlSafe(74)}`,
  'openai-key': (r) => `sk-${r.alnum(20)}T3Blbk${'FJ'}${r.alnum(20)}`,
  'google-key': (r) => `AIza${r.urlSafe(35)}`,
  'google-token': (r) => `ya29.a0${r.urlSafe(120)}`,
  'aws-key-id': (r) => `${r.pick(['AKIA', 'ASIA'])}${r.upperAlnum(16)}`,
  'tailscale-key': (r) =>
    `tskey-${r.pick(['auth', 'api', 'client'])}-${r.alnum(12)}CNTRL-${r.alnum(32)}`,
  'slack-token': (r) => `xox${r.pick('bp')}-${r.digits(12)}-${r.digits(12)}-${r.alnum(24)}`,
  'slack-token app': (r) => `xapp-1-A${r.upperAlnum(10)}-${r.digits(13)}-${r.hex(64)}`,
  'webhook-url': (r) =>
    `hooks.slack.com/services/T${r.upperAlnum(8)}/B${r.upperAlnum(8)}/${r.alnum(24)}`,
  'discord-token': (r) => `M${r.alnum(23)}.${r.alnum(6)}.${r.urlSafe(37)}a`,
  'telegram-token': (r) => `${r.digits(10)}:AA${r.urlSafe(32)}x`,
  jwt: (r) =>
    `${jwtPart({ alg: 'HS256', typ: 'JWT' })}.${jwtPart({ sub: r.digits(10), name: r.word() })}.${r.urlSafe(43)}`,
  'jwt encrypted': (r) =>
    `${jwtPart({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.${r.urlSafe(80)}.${r.urlSafe(16)}.${r.urlSafe(60)}.${r.urlSafe(22)}`,
  'stripe-key': (r) => `${r.pick('sr')}k_live_${r.alnum(24)}`,
  'npm-token': (r) => `npm_${r.alnum(36)}`,
  'pypi-token': (r) => `pypi-AgEIcHlwaS5vcmc${r.urlSafe(120)}`,
  'huggingface-token': (r) => `hf_${r.alnum(34)}`,
  'digitalocean-token': (r) => `dop_v1_${r.hex(64)}`,
  'vault-token': (r) => `hvs.${r.urlSafe(90)}`,
  'sendgrid-key': (r) => `SG.${r.urlSafe(22)}.${r.urlSafe(43)}`,
  'groq-key': (r) => `gsk_${r.alnum(52)}`,
  'matrix-token': (r) => `syt_${r.alnum(8)}_${r.alnum(20)}_${r.alnum(6)}`,
  'grafana-token': (r) => `glsa_${r.alnum(32)}_${r.hex(8)}`,
  'docker-token': (r) => `dckr_pat_${r.urlSafe(27)}`,
};

/** Where such a one may turn up. */
const places: readonly ((secret: string, r: Random) => string)[] = [
  (secret) => `the key is ${secret}, do not tell`,
  (secret) => `  services.thing.settings.value = "${secret}";\n  services.thing.enable = true;`,
  (secret, r) =>
    `Nov 02 10:00:0${r.below(10)} ${r.word()} thing[${r.digits(4)}]: refused: ${secret}`,
  (secret) => JSON.stringify({ level: 'error', message: `got ${secret}`, code: 5 }),
  (secret) => `curl -H 'X-Thing: ${secret}' https://api.example.org/v1`,
  (secret) => `THING=${secret}\nOTHER=1\n`,
  (secret) => `- ${secret}\r\n- next\r\n`,
  (secret) => `<li>${secret}</li>`,
  (secret) => JSON.stringify({ MESSAGE: `two of them:\n${secret}\t${secret}\r\nend` }),
  (secret) => JSON.stringify(JSON.stringify({ MESSAGE: `here:\n${secret}\n` })),
];

interface Structure {
  readonly kind: string;
  readonly secret: Make;
  readonly texts: readonly ((secret: string, r: Random) => string)[];
}

const wireguard: Make = (r) => r.base64(32);
const person: Make = (r) => r.password();

/** Secrets that are known by what stands around them. */
const structures: Readonly<Record<string, Structure>> = {
  initialPassword: {
    kind: 'password',
    secret: (r) => r.pick([r.lower(8), r.password(), `${r.lower(4)} ${r.lower(5)}`]),
    texts: [
      (s) => `users.users.alice = {\n  isNormalUser = true;\n  initialPassword = "${s}";\n};`,
      (s) => `users.users."alice".password = lib.mkDefault "${s}";`,
      (s) => `  password\n    = "${s}";`,
      (s) => `initialPassword = ''${s}'';`,
      (s) => `users.users.root.password =\n    "${s}";`,
      (s) => `initialPassword = lib.mkVMOverride "${s}";`,
      (s) => `initialPassword = pkgs.lib.mkForce "${s}";`,
      (s) => `initialPassword = lib.mkIf (config.networking.hostName == "vm") "${s}";`,
      (s) => `initialPassword = lib.mkIf cfg.vm "${s}";`,
      (s) => `initialPassword = if isVM then "${s}" else null;`,
      (s) => `initialPassword = if isVM then null else "${s}";`,
      (s) => `initialPassword = if isVM then "other" else "${s}";`,
      (s) => `initialPassword = # for the first login\n    "${s}";`,
      (s) => `initialPassword = "first part" + "${s}";`,
      (s) => `password: |\n    ${s}\nuser: x`,
      (s) => `password: >-\n  ${s}\n`,
      (s) => `''CREATE USER 'a'@'%' IDENTIFIED BY '${s}';''`,
      (s) => `ALTER USER postgres WITH PASSWORD '${s}';`,
      (s) => `passwordFile = pkgs.writeText "pw" "${s}";`,
      (s) => `config.adminpassFile = "\${pkgs.writeText "adminpass" "${s}"}";`,
      (s) => `users.users.a.passwordFile = builtins.toFile "pw" ''${s}'';`,
    ],
  },
  'hashedPassword of an odd form': {
    kind: 'password-hash',
    secret: (r) => r.crypt(13),
    texts: [
      (s) => `users.users.root.initialHashedPassword = "${s}";`,
      (s) => `users.mutableUsers = false;\nusers.users.root.hashedPassword = "${s}";`,
      (s) => `alice:${s}:19700:0:99999:7:::`,
      (s) => `passwordHash: "${s}"`,
    ],
  },
  wifi: {
    kind: 'wifi-password',
    secret: (r) => r.pick([r.password(), `${r.lower(5)} ${r.lower(6)} ${r.lower(4)}`, r.hex(64)]),
    texts: [
      (s) => `networking.wireless.networks."My Net".psk = "${s}";`,
      (s) => `networks = { home = { pskRaw = "${s}"; }; };`,
      (s) => `network={\n\tssid="x"\n\tpsk="${s}"\n}`,
      (s) => `[wifi-security]\nkey-mgmt=wpa-psk\npsk=${s}\n`,
      (s) => `wpa_passphrase=${s}\n`,
      (s) => `WIFI:T:WPA;S:Home;P:${s};;`,
      (s) => `network={\n\tssid="x"\n\t#psk="${s}"\n}`,
    ],
  },
  WireGuard: {
    kind: 'wireguard-key',
    secret: wireguard,
    texts: [
      (s) => `[Interface]\nPrivateKey = ${s}\nListenPort = 51820\n`,
      (s, r) => `[Peer]\nPublicKey = ${r.base64(32)}\nPresharedKey=${s}\n`,
      (s) => `networking.wireguard.interfaces.wg0.privateKey = "${s}";`,
      (s) => `peers = [ { presharedKey = "${s}"; } ];`,
      (s, r) => `# wg show wg0 dump\n${s}\t${r.base64(32)}\t51820\toff\n`,
      (s, r) => `${r.base64(32)}\t${s}\t192.0.2.1:51820\t10.0.0.2/32\t0\t0\t0\toff\n`,
      (s) => `privateKeyFile = toString (pkgs.writeText "wg0.key" "${s}");`,
      (s) => `  private key: ${s}\n`.replace('private key', 'private_key'),
    ],
  },
  'nix.conf': {
    kind: 'access-token',
    secret: (r) => r.alnum(20),
    texts: [
      (s) => `access-tokens = github.com=${s}\n`,
      (s) => `extra-access-tokens = gitlab.com=PAT:${s}`,
      (s) => `access-tokens = git.example.org=OAuth2:${s} other.org=none`,
      (s) => `nix.extraOptions = ''\n  access-tokens = github.com=${s}\n'';`,
      (s) => `nix.settings.access-tokens = [ "github.com=${s}" ];`,
      (s) => `nix.settings."access-tokens" = [ "git.example.org=OAuth2:${s}" ];`,
      (s) => JSON.stringify({ 'access-tokens': { value: { 'git.example.org': s } } }),
      (s) => `nix build --option access-tokens "git.example.org=${s}"`,
      (s) => `nix build --access-tokens git.example.org=${s} .#x`,
      (s) => JSON.stringify({ env: `A=1\naccess-tokens = github.com=${s}\n` }),
    ],
  },
  netrc: {
    kind: 'netrc-password',
    secret: person,
    texts: [
      (s) => `machine cache.example.org login me password ${s}\n`,
      (s) => `machine cache.example.org\n  login me\n  password ${s}\n`,
      (s) => `machine a.org password ${s}`,
      (s) => `default login anonymous password ${s}`,
      (s) => `machine a.org login me password "${s}"`,
      (s) => `machine a.org\n# mine\nlogin me\npassword ${s}\n`,
      (s) => JSON.stringify({ text: `x\nmachine a.org login me password ${s}\ny` }),
    ],
  },
  URL: {
    kind: 'url-password',
    secret: (r) => r.pick([r.alnum(12), r.password(), r.lower(6)]).replace(/[#%]/g, '+'),
    texts: [
      (s) => `DATABASE_URL=postgres://app:${s}@db.internal:5432/app`,
      (s) => `nix.settings.substituters = [ "https://me:${s}@cache.example.org" ];`,
      (s) => `fetching git+https://oauth2:${s}@git.example.org/x.git`,
      (s) => `redis://:${s}@127.0.0.1:6379/0`,
      (s) => `mongodb+srv://root:${s}@cluster0.example.net`,
      (s) => `dsn = "app:${s}@tcp(127.0.0.1:3306)/app";`,
    ],
  },
  'URL with a password that nobody escaped': {
    kind: 'url-password',
    secret: (r) => `${r.alnum(4)}${r.pick(['@', '/'])}${r.alnum(6)}`,
    texts: [
      (s) => `DATABASE_URL=postgres://app:x${s}@db.internal:5432/app`,
      (s) => `url = "https://ci:x${s}@git.example.org/x.git";`,
    ],
  },
  'URL token': {
    kind: 'url-password',
    secret: (r) => `${r.alnum(20)}7a`,
    texts: [
      (s) => `git clone https://${s}@git.example.org/x.git`,
      (s) => `remote: https://${s}@example.org denied`,
      (s) => `git clone https://${s}:x-oauth-basic@git.example.org/x.git`,
    ],
  },
  query: {
    kind: 'url-key',
    secret: (r) => r.alnum(24),
    texts: [
      (s) => `GET https://api.example.org/v1?key=${s} HTTP/1.1`,
      (s) => `url = "https://x.example/a?b=1&access_token=${s}&c=2";`,
      (s) => `https://bucket.example/x?X-Amz-Signature=${s}`,
    ],
  },
  systemd: {
    kind: 'token',
    secret: (r) => r.alnum(24),
    texts: [
      (s) => `Environment="BOT_TOKEN=${s}" "LANG=C"`,
      (s) => `Environment=ACCESS_TOKEN=${s}\n`,
      (s) => `systemd.services.x.environment.AUTH_TOKEN = "${s}";`,
      (s) => `serviceConfig.Environment = [ "API_TOKEN=${s}" ];`,
      (s) => `- GITEA_RUNNER_REGISTRATION_TOKEN=${s}`,
      (s) => JSON.stringify({ env: [{ name: 'API_TOKEN', value: s }] }),
      (s) => JSON.stringify({ env: [{ value: s, name: 'API_TOKEN' }] }),
      (s) => JSON.stringify({ Key: 'ci_token', Value: s }, null, 2),
    ],
  },
  'systemd credential': {
    kind: 'credential',
    secret: person,
    texts: [
      (s) => `SetCredential=mysql.password:${s}\n`,
      (s) => `Command line: root=LABEL=x systemd.set_credential=pw:${s}`,
      (s) => `serviceConfig.SetCredential = "mysql:${s}";`,
    ],
  },
  'api key': {
    kind: 'api-key',
    secret: (r) => r.alnum(32),
    texts: [
      (s) => `api_key: ${s}`,
      (s) => `"apiKey": "${s}",`,
      (s) => `services.x.settings.encryption_key = "${s}";`,
      (s) => `export ACME_API_KEY=${s}`,
      (s) => `"{\\"api_key\\": \\"${s}\\"}"`,
      (s) => `X-Api-Key: ${s}`,
    ],
  },
  secret: {
    kind: 'secret',
    secret: (r) => r.pick([r.alnum(40), r.lower(12)]),
    texts: [
      (s) => `aws_secret_access_key = ${s}\n`,
      (s) => `clientSecret = "${s}";`,
      (s) => `SECRET_KEY_BASE=${s}`,
      (s) => `turn_shared_secret: "${s}"`,
      (s) => `'app_secret' => '${s}',`,
    ],
  },
  password: {
    kind: 'password',
    secret: person,
    texts: [
      (s) => `POSTGRES_PASSWORD=${s}`,
      (s) => `password: ${s}\n`,
      (s) => `  smtp_pass = ${s}\n`,
      (s) => `{"user":"a","password":"${s}"}`,
      (s) => `PGPASSWORD='${s}' psql`,
      (s) => `options = [ "username=u,password=${s},uid=1000" ];`,
      (s) => `bindpw ${s}`.replace(' ', ' = '),
      (s) => `<password>${s}</password>`,
      (s) => `env:\n  - name: DB_PASSWORD\n    value: "${s}"`,
      (s) => `set -gx DB_PASSWORD ${s}`,
      (s) => `services.nginx.virtualHosts."a.b".basicAuth = { alice = "${s}"; };`,
      (s) => `basicAuth.alice = "${s}";`,
      (s) => `\\"password\\":\\"${s}\\"`,
      (s) => `login failed for a with password=${s}`,
      (s) => `localhost:5432:app:app:${s}`,
    ],
  },
  passphrase: {
    kind: 'passphrase',
    secret: (r) => `${r.lower(5)} ${r.lower(7)} ${r.lower(4)}`,
    texts: [
      (s) => `BORG_PASSPHRASE="${s}"`,
      (s) => `encryption_passcommand: cat\npassphrase: ${s}\n`,
      (s) => `luks.passphrase = "${s}";`,
      (s) => `Environment="RESTIC_PASSPHRASE=${s}" "LANG=C"`,
      (s) => `device = "/dev/sda2"; # passphrase: ${s}`,
    ],
  },
  command: {
    kind: 'password',
    secret: person,
    texts: [
      (s) => `mysql -u root -p${s} app < dump.sql`,
      (s) => `ExecStart=mysqldump --all-databases -p${s}`,
      (s) => `sshpass -p ${s} ssh root@host`,
      (s) => `echo -n "${s}" | cryptsetup luksFormat /dev/sda2 -`,
      (s) => `echo ${s} | sudo -S true`,
      (s) => `printf '%s' '${s}' | cryptsetup open /dev/sda2 root`,
      (s) => `curl -u admin:${s} https://example.org`,
      (s) => `curl --user "admin:${s}" https://example.org`,
      (s) => `redis-cli -h db -a ${s} ping`,
      (s) => `tailscale up --authkey ${s}`,
      (s) => `tool --password=${s} --verbose`,
      (s) => `tool --token '${s}' run`,
      (s) => `nmcli dev wifi connect Home password ${s}`,
      (s) => `smbclient //nas/x -U alice%${s}`,
      (s) => `openssl enc -aes-256-cbc -pass pass:${s}`,
      (s) => `wpa_passphrase MyNet ${s}`,
      (s) => `zfs load-key tank <<< ${s}`,
      (s) => `chpasswd <<< "root:${s}"`,
      (s) => `docker login -u me -p ${s} registry.example.org`,
      (s) => `ldapsearch -D cn=admin -w ${s}`,
      (s) => `htpasswd -bc file alice ${s}`,
      (s) => `mysql -u root '-p${s}'`,
      (s) => `ExecStart=/bin/mysqldump \\\n  -u root \\\n  -p${s} \\\n  app`,
      (s) => `curl \\\n  -u admin:${s} \\\n  https://example.org`,
      (s) => `cryptsetup open --key-file <(echo -n ${s}) /dev/sda2 root`,
      (s) => `echo ${s} | bcachefs unlock /dev/sda2`,
      (s) => `wpa_cli -i wlan0 set_network 0 psk '"${s}"'`,
      (s) => `requirepass ${s}`,
      (s) => `["mysqldump", "-uroot", "-p${s}", "app"]`,
      (s) => `7z x -p${s} a.7z`,
      (s) => `unzip -P ${s} a.zip`,
      (s) => `mosquitto_pub -h mq -P ${s} -t x`,
      (s) => `ExecStart=/bin/app --db-password ${s} --listen :80`,
      (s) => `app --db.password=${s}`,
      (s) => `curl -su admin:${s} https://example.org`,
      (s) => `curl -uadmin:${s} https://example.org`,
      (s) => `curl -b 'session=${s}' https://example.org`,
      (s) => `aws configure set aws_secret_access_key ${s}`,
      (s) => `cryptsetup luksFormat /dev/sda2 - <<EOF\n${s}\nEOF`,
      (s) => `encryption.passCommand = "echo ${s}";`,
      (s) => `echo -n "${s}" > /tmp/secret.key`,
      (s) => `wg set wg0 private-key <(echo ${s})`,
      (s) => JSON.stringify({ script: `set -e\nmysql -u root -p${s} app\n` }),
    ],
  },
  header: {
    kind: 'authorization',
    secret: (r) => r.alnum(30),
    texts: [
      (s) => `nginx[12]: Authorization: Bearer ${s}`,
      (s) => `"Authorization": "Basic ${s}"`,
      (s) => `proxy-authorization: basic ${s}\r\nhost: x`,
      (s) => `curl -H "Authorization: token ${s}" https://x.example`,
      (s) => `sent Bearer ${s} to host`,
      (s) => JSON.stringify(['Authorization', `Basic ${s}`]),
      (s) => JSON.stringify({ Authorization: [`Bearer ${s}`] }),
      (s) => `proxy_set_header Authorization "Basic ${s}";`,
      (s) => `{\\"authorization\\":\\"Bearer ${s}\\"}`,
      (s) => JSON.stringify({ MESSAGE: `GET / HTTP/1.1\r\nAuthorization: Basic ${s}\r\n` }),
      (s) => `authorization: Digest username="x", realm="y", response="${s}"`,
    ],
  },
  cookie: {
    kind: 'cookie',
    secret: (r) => r.alnum(24),
    texts: [
      (s) => `Set-Cookie: sid=${s}; Path=/; HttpOnly`,
      (s) => JSON.stringify({ name: 'Cookie', value: `sid=${s}` }),
      (s) => JSON.stringify(['Cookie', `sid=${s}`]),
      (s) => JSON.stringify({ cookie: [`sid=${s}; theme=1`] }),
      (s) => `cookie: theme=dark; session=${s}`.replace('theme=dark; ', ''),
      (s) => `curl -H 'Cookie: auth=${s}' https://x.example`,
    ],
  },
  ipsec: {
    kind: 'preshared-key',
    secret: person,
    texts: [(s) => `%any : PSK "${s}"`, (s) => `: PSK "${s}"`],
  },
  'docker config': {
    kind: 'registry-auth',
    secret: (r) => Buffer.from(`user:${r.alnum(12)}`).toString('base64'),
    texts: [(s) => `{"auths":{"r.example.org":{"auth":"${s}"}}}`],
  },
  npmrc: {
    kind: 'npm-token',
    secret: (r) => r.hex(36),
    texts: [(s) => `//r.example.org/:_authToken=${s}`],
  },
  otp: {
    kind: 'otp-secret',
    secret: (r) => r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 32),
    texts: [(s) => `otpauth://totp/Example:me?secret=${s}&issuer=Example`],
  },
  azure: {
    kind: 'azure-key',
    secret: (r) => r.base64(64),
    texts: [
      (s) => `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${s};EndpointSuffix=core`,
    ],
  },
};

/** Private keys, whole, with a header, escaped in JSON, in a journal, cut off. */
function* privateKeys(r: Random): Generator<Sample> {
  for (const type of [
    'RSA PRIVATE KEY',
    'PRIVATE KEY',
    'EC PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'PGP PRIVATE KEY BLOCK',
  ]) {
    const lines = Array.from({ length: 5 }, () => r.base64(48));
    const secret = lines[3] ?? '';
    const begin = `-----BEGIN ${type}-----`;
    const end = `-----END ${type}-----`;
    const kind = 'private-key';
    yield { kind, secret, text: [begin, ...lines, end, ''].join('\n') };
    yield { kind, secret, text: JSON.stringify({ key: [begin, ...lines, end].join('\n') }) };
    yield { kind, secret, text: [begin, 'Proc-Type: 4,ENCRYPTED', '', ...lines].join('\n') };
    yield {
      kind,
      secret,
      text: [begin, ...lines, end].map((line) => `Nov 02 h s[1]: ${line}`).join('\n'),
    };
    yield {
      kind,
      secret,
      text: [begin, ...lines].map((line) => `Nov 02 10:00:00 h s[1]: ${line}`).join('\n'),
    };
    yield {
      kind,
      secret,
      text: [...lines, end].map((line) => `Nov 02 10:00:00 h s[1]: ${line}`).join('\n'),
    };
    yield { kind, secret, text: [...lines, end].join('\n') };
    yield {
      kind,
      secret,
      text: `x = ''\n${[begin, ...lines, end].map((line) => `    ${line}`).join('\n')}\n'';`,
    };
  }
}

/** Shapes that {@link secretSamples} covers. */
export const shapeCount = Object.keys(tokens).length + Object.keys(structures).length + 1;

/** Samples of every shape. */
export function secretSamples(r: Random): Sample[] {
  const samples = [...privateKeys(r)];
  for (const [name, make] of Object.entries(tokens))
    for (const place of places) {
      const secret = make(r);
      samples.push({ kind: name.split(' ')[0] ?? name, secret, text: place(secret, r) });
    }
  for (const { kind, secret: make, texts } of Object.values(structures))
    for (const text of [...texts, ...texts]) {
      const secret = make(r);
      samples.push({ kind, secret, text: text(secret, r) });
    }
  return samples;
}

/** Tokens that are broken over two lines: at any place of a string, or before they could be whole. */
export function brokenSamples(r: Random): Sample[] {
  const breaks = ['\n', '\r\n', '\n    ', '\\\n', '\\\n\t'];
  return Object.entries(tokens).flatMap(([name, make]) =>
    breaks.flatMap((gap) => {
      const secret = make(r);
      const kind = name.split(' ')[0] ?? name;
      // The prefix is what it is known by.
      const anywhere = 12 + r.below(secret.length - 16);
      return [
        { at: anywhere, quote: '"' },
        { at: 14, quote: '' },
      ].map(({ at, quote }) => {
        const text = `before ${quote}${secret.slice(0, at)}${gap}${secret.slice(at)}${quote} after`;
        return { kind, secret: secret.slice(at), text };
      });
    }),
  );
}
