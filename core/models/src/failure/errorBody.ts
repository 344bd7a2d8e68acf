/** What a service says about an error, whatever shape it gives it. */
export interface ErrorBody {
  readonly message: string;
  /** Machine words, lower case: `insufficient_quota`, `resource_exhausted`, a quota's id. */
  readonly words: readonly string[];
  /** An HTTP status in the body, which is all there is once a stream has begun. */
  readonly status?: number;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The error in a parsed body, if it is one: `{"error": "…"}` (Ollama), `{"error": {…}}` (OpenAI,
 * Gemini, llama.cpp, OpenRouter), the same in an array (Gemini without SSE), or
 * `{"object": "error", …}` (earlier vLLM).
 */
export function errorIn(body: unknown): ErrorBody | undefined {
  const value: unknown = Array.isArray(body) ? body[0] : body;
  if (!isFields(value)) return undefined;
  if (value['object'] === 'error') return fromFields(value);
  const { error } = value;
  if (typeof error === 'string' && error !== '') return { message: error, words: [] };
  return isFields(error) ? fromFields(error) : undefined;
}

function fromFields(error: Fields): ErrorBody {
  const details = Array.isArray(error['details']) ? error['details'].filter(isFields) : [];
  const words = [error['type'], error['code'], error['status'], ...details.flatMap(wordsOf)];
  const status = Number(error['code']);
  return {
    message: textOf(error['message']) || JSON.stringify(error),
    words: words
      .map(textOf)
      .filter((word) => word !== '')
      .map((word) => word.toLowerCase()),
    status: status >= 400 && status < 600 ? status : undefined,
  };
}

/** google.rpc.ErrorInfo has a reason, google.rpc.QuotaFailure names quotas. */
function wordsOf(detail: Fields): unknown[] {
  const violations = Array.isArray(detail['violations']) ? detail['violations'] : [];
  return [detail['reason'], ...violations.filter(isFields).map(({ quotaId }) => quotaId)];
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
