import { once } from 'node:events';
import { createServer } from 'node:http';
import { commandOf, isOperator } from './commands.js';
import { kindOf, log } from './log.js';

/** @typedef {import('./commands.js').Answers} Answers */

/**
 * `GET /alive`, `GET /health`, and an operator's commands.
 * @param {import('./settings.js').Settings} settings @param {Answers} answers
 */
export async function servePages(settings, answers) {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    answer(settings, answers, request).then(
      ([status, body]) => reply(response, status, body),
      (error) => {
        log('error', 'page-failed', { reason: kindOf(error) });
        reply(response, 500, { title: 'Something went wrong', status: 500 });
      },
    );
  });
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  return server;
}

/**
 * @param {import('./settings.js').Settings} settings @param {Answers} answers @param {import('node:http').IncomingMessage} request
 * @returns {Promise<[number, object]>}
 */
async function answer(settings, answers, { method, url = '/', headers }) {
  const route = `${method} ${url.split('?')[0]}`;
  if (route === 'GET /alive') return [200, { status: 'alive' }];
  if (route === 'GET /health') {
    const reasons = await answers.troubles();
    const { queue, pausedAt } = answers.consumer.view;
    // Still ready: somebody wanted it so.
    const paused = pausedAt && { paused: `Paused by an operator: ${queue} since ${pausedAt}` };
    return reasons.length === 0 ? [200, { status: 'ready', ...paused }] : [503, { status: 'not-ready', reasons, ...paused }];
  }
  const command = commandOf(route, answers);
  if (!command) return [404, { title: 'There is nothing here', status: 404 }];
  if (!isOperator(settings.operatorKey, headers['x-operator-key']?.toString())) return [401, { title: 'X-Operator-Key is missing or wrong', status: 401 }];
  return command(answers);
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {object} body */
function reply(response, status, body) {
  response.writeHead(status, { 'content-type': 'title' in body ? 'application/problem+json' : 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
