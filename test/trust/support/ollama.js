// A model on this machine that says what a test wants it to say, in Ollama's protocol.
import { createServer } from 'node:http';
import { once } from 'node:events';

/**
 * @param say what is answered: pieces of text, or `{ status, error }`.
 */
export async function startOllama(say) {
  const prompts = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    if (request.url === '/api/version') return response.end('{"version":"0.12.0"}');
    if (request.url === '/api/tags') return response.end('{"models":[{"name":"m","size":1}]}');
    prompts.push(body);
    const answer = say(prompts.length);
    if (!Array.isArray(answer)) {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      return response.end(JSON.stringify({ error: answer.error }));
    }
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    for (const content of answer) {
      const message = { role: 'assistant', content };
      response.write(`${JSON.stringify({ model: 'm', message, done: false })}\n`);
    }
    response.end('{"model":"m","message":{"role":"assistant","content":""},"done":true}\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    /** What each request asked, as it came. */
    prompts,
    env: { OLLAMA_HOST: url, NIXAI_PROVIDER: 'ollama', NIXAI_MODEL: 'm' },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
