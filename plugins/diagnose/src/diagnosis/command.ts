import {
  ExitCode,
  NixaiError,
  explainWithModel,
  flag,
  modelFlags,
  previewExplanation,
  type CommandContext,
  type Progress,
} from '@nixai/api';
import type { LogInput } from '../input/openInput.js';
import { diagnosisFormats, type DiagnosisResult } from './result.js';

export const diagnoseFlags = {
  'log-file': flag.string('Read this log', { helpValue: 'FILE' }),
  'nix-log': flag.string('Read the build log of this derivation, output path or installable', {
    helpValue: 'WHAT',
  }),
  'config-only': flag.string('Check this configuration instead of a log', { helpValue: 'PATH' }),
  stream: flag.boolean('Follow the log, and tell each finding as soon as it is there'),
  interactive: flag.boolean('Paste the log in parts, and be asked for what is missing'),
  command: flag.string('The command that printed it: it is named, and is what checks', {
    helpValue: 'COMMAND',
  }),
  filter: flag.string('Only this part of the system: networking, systemd, boot, build …', {
    helpValue: 'COMPONENT',
  }),
  full: flag.boolean('Everything that is known, not only what fits on a screen'),
  format: flag.oneOf(diagnosisFormats, 'How to print it', { default: 'text' }),
  ...modelFlags,
};

export type DiagnoseContext = CommandContext<typeof diagnoseFlags>;

/** The result of the command, and how it shall be printed. */
export type Diagnosed = DiagnosisResult & {
  readonly format: (typeof diagnosisFormats)[number];
  readonly full: boolean;
};

export type DiagnoseOutcome = Diagnosed | { readonly prompt: string };

/** Reads the log that the command line names, and says what is wrong. */
export async function runDiagnose(context: DiagnoseContext): Promise<DiagnoseOutcome> {
  const { flags } = context;
  if (flags['config-only'] !== undefined)
    return withModel(context, await checked(context, flags['config-only']));
  if (flags.interactive) return withModel(context, await converse(context));
  const input = await namedLog(context);
  if (flags.stream) return { ...howTo(flags), ...(await follow(context, input)) };
  return withModel(
    context,
    printedBy({ ...howTo(flags), ...(await diagnose(context, input)) }, flags),
  );
}

/** Where it is known which command failed, that one again shows whether it is mended. */
function printedBy(result: Diagnosed, { command }: DiagnoseContext['flags']): Diagnosed {
  if (command === undefined) return result;
  const findings = result.findings.map((one) => ({ ...one, verify: [command] }));
  return { ...result, input: { ...result.input, command }, findings };
}

/** How the result shall be printed. */
const howTo = ({ format, full }: DiagnoseContext['flags']): Pick<Diagnosed, 'format' | 'full'> => ({
  format,
  full,
});

async function checked({ host, flags }: DiagnoseContext, path: string): Promise<Diagnosed> {
  const { diagnoseConfig } = await import('./diagnoseConfig.js');
  return { ...howTo(flags), ...(await diagnoseConfig(host, path)) };
}

/** Asks the person; a log that is named comes first. */
async function converse(context: DiagnoseContext): Promise<Diagnosed> {
  const { flags, argv } = context;
  const isNamed = [argv[0], flags['log-file'], flags['nix-log']].some((one) => one !== undefined);
  const [{ runSession }, { text }] = await Promise.all([
    import('../interactive/session.js'),
    import('node:stream/consumers'),
  ]);
  const first = isNamed ? await text((await namedLog(context)).stream) : undefined;
  const result = await runSession(context, { component: flags.filter, first });
  return { ...howTo(flags), ...result };
}

/** Longer texts than this are logs. */
const longestSnippet = 64 * 1024;

/** The log's diagnosis; if it is no log but a piece of configuration, that one's. */
async function diagnose(context: DiagnoseContext, input: LogInput): Promise<DiagnosisResult> {
  const { host, flags, signal } = context;
  const [{ diagnoseLog }, { enriched }, { asModule, diagnoseConfig, looksLikeNix }] =
    await Promise.all([
      import('./diagnoseLog.js'),
      import('../enrich/index.js'),
      import('./diagnoseConfig.js'),
    ]);
  const progress = context.progress('Reading the log');
  let head = Buffer.alloc(0);
  const onPiece = (piece: Buffer): void => {
    if (head.length <= longestSnippet)
      head = Buffer.concat([head, piece.subarray(0, longestSnippet + 1)]);
  };
  const read = await diagnoseLog(host, input, { component: flags.filter, signal, onPiece });
  const text = head.length > longestSnippet ? '' : head.toString();
  if (read.outcome === 'nothing-wrong')
    (await import('../input/binary.js')).refuseBinary(input.name, head);
  const isSnippet = read.outcome === 'nothing-wrong' && looksLikeNix(text);
  const result = isSnippet
    ? await diagnoseConfig(host, { name: input.name, text: asModule(text) })
    : await enriched(host, read);
  progress.stop();
  return result;
}

async function namedLog(context: DiagnoseContext): Promise<LogInput> {
  const { host, argv, flags, signal } = context;
  const named = [argv[0], flags['log-file'], flags['nix-log']].filter((one) => one !== undefined);
  if (named.length > 1)
    throw new NixaiError({
      code: 'usage',
      what: 'more than one log is named',
      why: named.join(' and '),
      hint: 'nixai diagnose --help',
      exitCode: ExitCode.usage,
    });
  if (flags['nix-log'] !== undefined)
    return (await import('../input/nixLog.js')).openNixLog(host, flags['nix-log'], signal);
  const { openInput } = await import('../input/openInput.js');
  return openInput(context, named[0], flags.stream);
}

/** Tells each finding when it is there; a line of JSON each where that is the format. */
async function follow(context: DiagnoseContext, input: LogInput): Promise<DiagnosisResult> {
  const { host, flags, signal, view } = context;
  const [{ streamLog }, { allRules }, { renderFinding }] = await Promise.all([
    import('./streamLog.js'),
    import('./diagnoseLog.js'),
    import('../render/text.js'),
  ]);
  return streamLog(await allRules(host), input, {
    component: flags.filter,
    signal,
    onFinding: (finding) => {
      if (flags.format === 'json') context.write(`${JSON.stringify(finding)}\n`);
      // Of the others one is a whole file, which is there at the end.
      if (flags.format === 'text') context.write(`${renderFinding(finding, view)}\n\n`);
    },
  });
}

async function withModel(context: DiagnoseContext, result: Diagnosed): Promise<DiagnoseOutcome> {
  const { host, flags, signal } = context;
  if (result.outcome === 'nothing-wrong' || flags['no-ai'] === true) return result;
  const { promptFor } = await import('./prompt.js');
  const parts = promptFor(result, result.changes);
  if (flags['show-prompt']) {
    const { model, prompt } = await previewExplanation(host, parts, flags);
    return model.provider === 'offline' ? result : { prompt };
  }
  let progress: Progress | undefined;
  const onAsking = (label: string) => void (progress = context.progress(label));
  const notice = (text: string) => context.notice(text);
  const asking = explainWithModel({ host, signal, notice, onAsking }, parts, flags);
  const ai = await asking.finally(() => progress?.stop());
  return ai === undefined ? result : { ...result, ai };
}
