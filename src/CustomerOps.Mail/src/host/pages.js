import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { kindOf, log } from './log.js';

/**
 * @typedef {object} Answers
 * @property {() => Promise<string[]>} troubles why we are not ready; empty when we are
 * @property {() => Promise<number | undefined>} redrive puts failed mails back, says how many; nothing without a broker
 */

/**
 * `GET /alive`, `GET /health`, `POST /internal/re-drive`.
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
    return reasons.length === 0 ? [200, { status: 'ready' }] : [503, { status: 'not-ready', reasons }];
  }
  if (route !== 'POST /internal/re-drive') return [404, { title: 'There is nothing here', status: 404 }];
  if (!settings.operatorKey || !same(String(headers['x-operator-key'] ?? ''), settings.operatorKey)) {
    return [401, { title: 'X-Operator-Key is missing or wrong', status: 401 }];
  }
  const moved = await answers.redrive();
  return moved === undefined ? [503, { title: 'The broker is not connected', status: 503 }] : [200, { moved }];
}

/** @param {string} given @param {string} expected */
function same(given, expected) {
  const digest = (/** @type {string} */ text) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {object} body */
function reply(response, status, body) {
  response.writeHead(status, { 'content-type': 'title' in body ? 'application/problem+json' : 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
