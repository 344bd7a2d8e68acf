import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** A device tree overlay names a node that the tree of the board does not have. */
export const deviceTree: DiagnosisRule = {
  id: 'build/device-tree',
  class: 'device-tree-overlay',
  phase: 'build',
  title: 'Device tree overlay does not fit',
  components: ['build', 'boot', 'hardware'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['DTOVERLAY[error]'],
      line: /(?:overlay (?<overlay>[\w.@+-]{1,80}) to (?<dtb>[\w./-]{1,120}\.dtb)\.{3} ?)?DTOVERLAY\[error\]: (?<why>.{3,160})/,
    },
    {
      anchors: ['FDT_ERR_'],
      line: /(?:libfdt\.FdtException: .{0,60}|.{0,80})(?<why>FDT_ERR_(?:NOTFOUND|BADOVERLAY|BADPHANDLE|NOSPACE))/,
    },
  ],
  docs: [
    {
      title: 'NixOS option hardware.deviceTree.filter',
      url: 'https://search.nixos.org/options?show=hardware.deviceTree.filter',
    },
  ],
  explain(evidence) {
    const applied = evidence.before(
      /overlay (?<overlay>[\w.@+-]{1,80}) to (?<dtb>[\w./-]{1,120}\.dtb)/,
      12,
    )?.groups;
    const overlay = evidence.get('overlay') || applied?.['overlay'];
    const dtb = (evidence.get('dtb') || applied?.['dtb'])?.split('/').at(-1);
    const why = evidence.get('why');
    const board = dtb?.replace(/^.*?(?<short>rpi|sun|rk|imx|meson)(?<rest>.*)$/, '$<short>$<rest>');
    return {
      culprit: `${overlay ?? 'an overlay'}${dtb === undefined ? '' : ` on ${dtb}`}: ${why}`,
      facts: { overlay, dtb, reason: why },
      message:
        `The device tree overlay ${overlay ?? ''} is applied to ${dtb ?? 'every device tree of the kernel'}, which has not the node or symbol that it names (${why}): it is for another board, or for the kernel of the board's maker.`.replace(
          'overlay  is',
          'overlay is',
        ),
      fixes: [
        nixFix(
          'Apply overlays only to the tree of your board, if it was another one that failed.',
          'hardware.deviceTree.filter = "YOUR_BOARD.dtb";',
          {
            fill: {
              YOUR_BOARD: `the tree of your board, as bcm2711-rpi-4*.dtb${board === undefined ? '' : ` (it failed for ${board})`}`,
            },
          },
        ),
        advice(
          `If it is that of your board: its kernel has no such node. Switch off what adds ${overlay ?? 'the overlay'} (an option of nixos-hardware, hardware.deviceTree.overlays), or take the kernel that the overlay is made for (linuxPackages_rpi4).`,
        ),
      ],
      verify: buildAgain(evidence.block.derivation),
    };
  },
};
