import type { Input } from '../../analyzer.js';

/**
 * Libraries of which one does: a project that looks for several takes the first that is there, and a
 * package has one. Where the order is one of preference, the words before the bar go together.
 */
const groups: readonly {
  readonly wanted: readonly string[];
  readonly others: readonly string[];
}[] = [
  {
    wanted: ['alsa-lib', 'libpulseaudio', 'pipewire'],
    others: ['libjack2', 'portaudio', 'sndio', 'libao', 'alsa-oss'],
  },
  { wanted: ['systemd'], others: ['elogind', 'basu'] },
  { wanted: ['libvorbis'], others: ['tremor'] },
  { wanted: ['gtk4'], others: ['gtk3', 'gtk2'] },
  { wanted: ['gtk3'], others: ['gtk2'] },
  { wanted: ['pcre2'], others: ['pcre'] },
  { wanted: ['imagemagick'], others: ['graphicsmagick'] },
  { wanted: ['libsForQt5.qtbase'], others: ['qt6.qtbase'] },
  { wanted: [], others: ['jemalloc', 'gperftools', 'mimalloc'] },
];

/** Those of which the first that the project looks for is taken. */
const firstOf: readonly (readonly string[])[] = [
  ['gnutls', 'openssl', 'nettle', 'libgcrypt', 'gmp', 'mbedtls', 'wolfssl', 'libressl'],
  ['libxml2', 'expat'],
];

/** What is left away wherever the first is: it comes with it, or is the old form of it. */
const inPlaceOf: Readonly<Record<string, readonly string[]>> = {
  gtkmm3: ['gtk3'],
  gtkmm4: ['gtk4'],
  libmaxminddb: ['geoip'],
  spdlog: ['fmt'],
  'qt6.qtwebengine': ['qt6.qtwebchannel', 'qt6.qtdeclarative', 'qt6.qtpositioning'],
  'libsForQt5.qtwebengine': ['libsForQt5.qtwebchannel', 'libsForQt5.qtdeclarative'],
};

/** Inputs without those that another one stands for; what the project cannot do without stays. */
export function withoutAlternatives(inputs: readonly Input[]): {
  readonly inputs: readonly Input[];
  readonly left: readonly string[];
} {
  const has = new Set(inputs.map(({ attribute }) => attribute));
  const left = new Set<string>();
  for (const { wanted, others } of groups)
    if (wanted.length === 0 || wanted.some((one) => has.has(one)))
      for (const one of others) left.add(one);
  for (const group of firstOf) {
    const [first] = inputs.filter(
      ({ attribute, kind }) => kind === 'build' && group.includes(attribute),
    );
    for (const one of group) if (first !== undefined && one !== first.attribute) left.add(one);
  }
  const required = new Set(
    inputs.filter(({ optional }) => optional !== true).map(({ attribute }) => attribute),
  );
  const brought = new Set([...has].flatMap((one) => inPlaceOf[one] ?? []));
  const isLeft = ({ attribute, kind }: Input): boolean =>
    kind === 'build' && left.has(attribute) && !required.has(attribute);
  return {
    inputs: inputs.filter(
      (one) => !isLeft(one) && !(one.kind === 'build' && brought.has(one.attribute)),
    ),
    left: [...new Set(inputs.filter(isLeft).map(({ attribute }) => attribute))],
  };
}
