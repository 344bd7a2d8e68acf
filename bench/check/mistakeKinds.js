// What people get wrong, by what it does to a definition of a known option. Each gives the edit, with what
// a good hint names (`fix`), or undefined where the definition offers no such mistake.
import { slipOf } from './mutators.js';

export const kinds = {
  'a slip in an option': slip(({ option, steps, definition, catalog }) => {
    const attribute = definition.path.at(-1).attribute;
    const name = steps.at(-1);
    const declared = option.name.split('.').at(-1);
    if (attribute.kind !== 'identifier' || declared !== name || name.length < 4) return undefined;
    return {
      attribute,
      name,
      isFree: (text) => catalog.match([...steps.slice(0, -1), text]).outcome === 'unknown',
    };
  }),
  'a slip in the middle of a path': slip(({ steps, definition, catalog }) => {
    const at = definition.path.length - 2;
    const attribute = definition.path[at]?.attribute;
    const name = steps[at];
    if (at < 1 || attribute?.kind !== 'identifier' || name.length < 4) return undefined;
    const isFree = (text) =>
      catalog.match([...steps.slice(0, at), text, ...steps.slice(at + 1)]).outcome === 'unknown';
    return { attribute, name, isFree };
  }),
  'an option in the singular or plural': ({ definition, steps, catalog, option }) => {
    const attribute = definition.path.at(-1).attribute;
    const name = steps.at(-1);
    if (attribute.kind !== 'identifier' || option.name.split('.').at(-1) !== name) return undefined;
    const text = name.endsWith('s') ? name.slice(0, -1) : `${name}s`;
    if (catalog.match([...steps.slice(0, -1), text]).outcome !== 'unknown') return undefined;
    return { ...at(attribute), text, fix: name };
  },
  'an option in the wrong case': ({ definition, steps, catalog, option }) => {
    const attribute = definition.path.at(-1).attribute;
    const name = steps.at(-1);
    const text = name.toLowerCase();
    if (attribute.kind !== 'identifier' || text === name || option.name.split('.').at(-1) !== name)
      return undefined;
    if (catalog.match([...steps.slice(0, -1), text]).outcome !== 'unknown') return undefined;
    return { ...at(attribute), text, fix: name };
  },
  'a former name': ({ definition, steps, set, catalog }) => {
    const { path } = definition.by;
    if (path.attributes.length !== steps.length) return undefined;
    const old = former[set]?.[steps.join('.')];
    if (old === undefined || catalog.match(old).outcome !== 'unknown') return undefined;
    return { ...at(path), text: old, fix: steps.join('.') };
  },
  'a text for true or false': typed(
    /^boolean$/,
    (value) => `"${value}"`,
    (value) => `write ${value} `,
  ),
  'a text for a number': typed(
    /^(?:null or )?(?:16 bit |signed |unsigned |positive )?(?:unsigned )?integer/,
    (value) => `"${value}"`,
    (value) => `write ${value} `,
  ),
  'a number for a text': typed(
    /^(?:null or )?(?:non-empty |single-line )?string$/,
    () => '8080',
    () => 'write "8080" ',
  ),
  'one for a list': typed(
    /^list of (?:string|package|16 bit)/,
    (_, { definition: { value } }) =>
      value.kind === 'list' &&
      value.items.length === 1 &&
      ['string', 'integer'].includes(value.items[0].kind)
        ? 'ITEM'
        : undefined,
    (_, item) => (item.includes("''") ? undefined : `write [ ${item} ] `),
  ),
  'a list for one': typed(
    /^(?:non-empty |single-line )?string$/,
    (value) => `[ ${value} ]`,
    (value) => (/''|\\n/.test(value) ? undefined : `write ${value} `),
  ),
  'a choice that there is not': typed(/^(?:null or )?one of "/, (value) =>
    /^"/.test(value) ? `${value.slice(0, -1)}-x"` : undefined,
  ),
  'a missing ;': ({ source, definition: { by } }) => {
    const end = by.end - 1;
    return source[end] === ';'
      ? { start: end, end: end + 1, text: '', isSyntax: true, fix: ';' }
      : undefined;
  },
  'a missing }': closer('}', 'set'),
  'a missing ]': closer(']', 'list'),
  'a missing )': closer(')', 'parenthesized'),
  'a missing "': ({ source, definition: { value } }) =>
    value.kind === 'string' &&
    source[value.end - 1] === '"' &&
    !source.slice(value.start, value.end).includes('\n')
      ? { start: value.end - 1, end: value.end, text: '', isSyntax: true, fix: '"' }
      : undefined,
  'a , in a list': ({ source, definition: { value } }, { random }) => {
    if (value.kind !== 'list' || value.items.length < 2) return undefined;
    const item = value.items[random(value.items.length - 1)];
    return source[item.end] === ','
      ? undefined
      : { start: item.end, end: item.end, text: ',', isSyntax: true, fix: '' };
  },
  'a : for =': ({ source, definition: { by } }) => {
    const equals = source.indexOf('=', by.path.end);
    return equals < 0 || equals > by.value.start
      ? undefined
      : { start: equals, end: equals + 1, text: ':', isSyntax: true, fix: '=' };
  },
  'a definition twice': ({ source, definition: { by, value } }) =>
    value.kind === 'set' || by.path.attributes.some(({ kind }) => kind !== 'identifier')
      ? undefined
      : { start: by.end, end: by.end, text: `\n${source.slice(by.start, by.end)}`, within: 1 },
  'a name that nothing binds': ({ source, definition: { value } }) => {
    const text = source.slice(value.start, value.end);
    const name = /^\[\s*pkgs\.|^pkgs\.|^lib\.|^config\./.exec(text)?.[0];
    if (name === undefined) return undefined;
    const word = /\w+/.exec(name)[0];
    return {
      start: value.start + name.indexOf(word),
      end: value.start + name.indexOf(word) + word.length,
      text: word.slice(0, -1),
    };
  },
  'an import of no file': ({ source }, { random }) => {
    const found = [...source.matchAll(/(?<=imports\s*=\s*\[[^\]]*)\s(\.\.?\/[\w./-]+\w)/g)];
    if (found.length === 0) return undefined;
    const [all, path] = found[random(found.length)];
    const start = source.indexOf(all) + 1;
    const middle = path.length - 6;
    return path.length < 9
      ? undefined
      : { start: start + middle, end: start + middle + 1, text: '', fix: path.split('/').at(-1) };
  },
  'a slip in a function of lib': ({ source }, { random }) => {
    const found = [
      ...source.matchAll(
        /\blib\.(mk(?:If|Force|Default|Option|EnableOption|Merge)|optional(?:s|String|Attrs)|genAttrs|mapAttrs)\b/g,
      ),
    ];
    if (found.length === 0) return undefined;
    const { 1: name, index } = found[random(found.length)];
    if (isComment(source, index)) return undefined;
    const slipped = name.slice(0, -2) + name.at(-1) + name.at(-2);
    return slipped === name
      ? undefined
      : { start: index + 4, end: index + 4 + name.length, text: slipped, fix: name };
  },
  'mkIf without a value': ({ source, definition: { value } }) => {
    const text = source.slice(value.start, value.end);
    return value.kind === 'list' || value.kind === 'string' || /^(?:true|false)$/.test(text)
      ? /\blib\b/.test(source.slice(0, 200))
        ? { ...at(value), text: `lib.mkIf ${value.kind === 'identifier' ? text : 'true'}` }
        : undefined
      : undefined;
  },
  'a slip in what is read': ({ source, catalog }, { random }) => {
    const found = [
      ...source.matchAll(
        /(?<![\w.])config\.((?:services|networking|programs|boot|hardware|users)\.[\w.-]+[\w])/g,
      ),
    ];
    if (found.length === 0) return undefined;
    const { 1: path, index } = found[random(found.length)];
    const steps = path.split('.');
    const last = steps.at(-1);
    if (catalog.match(steps).outcome !== 'option' || last.length < 5) return undefined;
    const slipped = `${last.slice(0, 2)}${last[3]}${last[2]}${last.slice(4)}`;
    if (slipped === last || catalog.match([...steps.slice(0, -1), slipped]).outcome !== 'unknown')
      return undefined;
    const end = index + 'config.'.length + path.length;
    return { start: end - last.length, end, text: slipped, fix: last };
  },
};

const isComment = (source, at) => /#[^"]*$/.test(source.slice(0, at).split('\n').at(-1));

const at = ({ start, end }) => ({ start, end });

/** Former names of options that many people set, as they were. */
const former = {
  nixos: {
    'hardware.graphics.enable': 'hardware.opengl.enable',
    'hardware.graphics.extraPackages': 'hardware.opengl.extraPackages',
    'fonts.packages': 'fonts.fonts',
    'services.displayManager.sddm.enable': 'services.xserver.displayManager.sddm.enable',
    'services.openssh.settings.PermitRootLogin': 'services.openssh.permitRootLogin',
    'services.openssh.settings.PasswordAuthentication': 'services.openssh.passwordAuthentication',
    'services.pulseaudio.enable': 'hardware.pulseaudio.enable',
    'services.xserver.xkb.layout': 'services.xserver.layout',
    'services.xserver.xkb.variant': 'services.xserver.xkbVariant',
    'services.libinput.enable': 'services.xserver.libinput.enable',
    'boot.tmp.cleanOnBoot': 'boot.cleanTmpDir',
    'boot.tmp.useTmpfs': 'boot.tmpOnTmpfs',
    'nix.settings.auto-optimise-store': 'nix.autoOptimiseStore',
    'networking.firewall.allowedTCPPorts': undefined,
  },
  'home-manager': {
    'programs.git.delta.enable': undefined,
    'programs.zsh.autosuggestion.enable': 'programs.zsh.enableAutosuggestions',
    'programs.zsh.initContent': 'programs.zsh.initExtra',
    'services.gpg-agent.pinentry.package': 'services.gpg-agent.pinentryPackage',
    'programs.eza.enable': 'programs.exa.enable',
  },
};

/** A letter swapped, left out, doubled or another one. */
function slip(find) {
  return (candidate, { random }) => {
    const place = find(candidate);
    if (place === undefined) return undefined;
    const { attribute, name, isFree } = place;
    const text = slipOf(name, random);
    return text === name || !isFree(text) ? undefined : { ...at(attribute), text, fix: name };
  };
}

function typed(pattern, write, fixOf = () => undefined) {
  return (candidate) => {
    const { option, definition, source } = candidate;
    const { value, by } = definition;
    if (
      !pattern.test(option.type) ||
      (/ or /.test(option.type.replace(/^null or /, '')) && !option.type.includes('one of'))
    )
      return undefined;
    if (value.start < by.start || value.end > by.end) return undefined;
    const isPlain = ['string', 'integer', 'list', 'identifier'].includes(value.kind);
    const written = source.slice(value.start, value.end);
    if (
      !isPlain ||
      written.includes('${') ||
      (value.kind === 'identifier' && !/^(?:true|false)$/.test(written))
    )
      return undefined;
    const made = write(written, candidate);
    if (made === undefined) return undefined;
    const text = made === 'ITEM' ? source.slice(value.items[0].start, value.items[0].end) : made;
    return /^pkgs|^\w+$/.test(text) && made === 'ITEM'
      ? undefined
      : { ...at(value), text, fix: fixOf(written, text) };
  };
}

/** A set, list or parenthesis of several lines that is not closed. */
function closer(mark, kind) {
  return ({ source, definition: { value } }) => {
    let node = value;
    if (kind === 'parenthesized')
      for (; node !== undefined && node.kind !== kind;)
        node =
          node.kind === 'with'
            ? node.body
            : node.kind === 'call'
              ? node.arguments.at(-1)
              : node.kind === 'list'
                ? node.items.find((item) => item.kind === kind)
                : undefined;
    if (kind === 'list' && node.kind === 'with') node = node.body;
    if (node?.kind !== kind || source[node.end - 1] !== mark) return undefined;
    const isLong = source.slice(node.start, node.end).includes('\n');
    // The mark and, where it stands alone, its line.
    if (!isLong)
      return { start: node.end - 1, end: node.end, text: '', isSyntax: true, within: 2, fix: mark };
    return { start: node.end - 1, end: node.end, text: '', isSyntax: true, within: 2, fix: mark };
  };
}
