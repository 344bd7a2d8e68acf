import { messageOf, type ErrorExplanation, type Host } from '@nixai/api';
import type { Section } from './result.js';

/** Words of programs that report a failure; a question without any quotes no message. */
const ofMessages =
  /\b(?:errors?|fail(?:s|ed|ure)?|fatal|cannot|can't|could not|couldn't|unable to|denied|refus\w+|mismatch|collision|collided?s?|conflict\w*|undefined|unexpected|expected|missing|not (?:found|set|satisfied)|no such|does not (?:exist|provide)|is not (?:of type|valid|allowed|a|an|set)|infinite recursion|exit code|timed out|must (?:now )?be|marked as|unsupported|unlocked|disabled|inconsistent|crash\w*)\b/i;

/**
 * What a plugin knows of the first error message in these texts, the question and the logs that came with
 * it; undefined where none is quoted or known.
 */
export async function explainedError(
  texts: readonly string[],
  host: Host,
): Promise<ErrorExplanation | undefined> {
  const failing = texts.filter((text) => ofMessages.test(text));
  if (failing.length === 0) return undefined;
  for (const { name, create } of await host.explainers.list()) {
    try {
      const explainer = await create();
      for (const text of failing) {
        const explained = await explainer.explain(text);
        if (explained !== undefined) return explained;
      }
    } catch (error) {
      host.log.warn(`the explainer "${name}" is left out: ${messageOf(error)}`);
    }
  }
  return undefined;
}

/** The explanation as the first part of an answer. */
export function explainedSection({ title, message, steps, more }: ErrorExplanation): Section {
  return {
    kind: 'explained',
    text: [
      `**${title}**`,
      message,
      ...steps.map(stepText),
      `The whole output says more than its message: \`${more}\` reads it.`,
    ].join('\n\n'),
  };
}

function stepText({ title, code, language, fill = {} }: ErrorExplanation['steps'][number]): string {
  const places = Object.entries(fill).map(([name, what]) => `- \`${name}\`: ${what}`);
  return [
    title,
    ...(code === undefined ? [] : [`\`\`\`${language ?? 'text'}\n${code}\n\`\`\``]),
    ...(places.length === 0 ? [] : [places.join('\n')]),
  ].join('\n\n');
}
