import { defineCommand, flag } from '@nixai/api';
import { formats, graphSchema } from '../../results/graph.js';
import { buildFlag, targetArg } from '../../target/args.js';

export default defineCommand({
  summary: 'Draw what needs what: of a closure, or of the files of a configuration',
  description: `As a text for Graphviz (dot) or Mermaid, as JSON, or as a picture (SVG: by Graphviz’s dot where it is installed, else by
the Graphviz that is carried here).
More than 400 store paths are drawn as packages, all paths of one name together; JSON has them all.`,
  examples: [
    '<%= config.bin %> deps graph ./result --focus openssl --depth 2 --format mermaid',
    '<%= config.bin %> deps graph /etc/nixos --format svg --output imports.svg',
  ],
  effects: ['run', 'network', 'write'],
  output: graphSchema,
  args: { target: targetArg },
  flags: {
    build: buildFlag,
    focus: flag.string('Only this package or file, what leads to it, and what it needs'),
    depth: flag.integer('So many steps from there', { min: 1, max: 1000 }),
    format: flag.oneOf(formats, 'How it is written', { default: 'dot' }),
    output: flag.string('Write it to this file', { char: 'o' }),
    yes: flag.boolean('Do not ask before a file is replaced', { dependsOn: ['output'] }),
  },
  async run(context) {
    const { host, args, flags, tasks, notice } = context;
    const { draw } = await import('../../draw/draw.js');
    const graph = await tasks.run('Reading what needs what', ({ signal }) =>
      draw(host, args.target, { ...flags, signal }),
    );
    if (graph.folded !== undefined)
      notice(
        `${graph.folded} store paths are drawn as ${graph.nodes.length} packages; --focus and --depth show a part, --format json all.`,
      );
    if (flags.output === undefined) return graph;
    const { writeGraph } = await import('../../draw/output.js');
    const { graphText } = await import('../../render/graph.js');
    const written = await writeGraph(context, flags.output, graphText(graph), flags.yes);
    return { ...graph, output: { file: flags.output, written } };
  },
  async render(graph) {
    const { output, nodes, edges } = graph;
    if (output?.written === false) return `${output.file} is as it was.`;
    if (output !== undefined)
      return `Wrote ${nodes.length} nodes and ${edges.length} edges to ${output.file}.`;
    return (await import('../../render/graph.js')).graphText(graph);
  },
});
