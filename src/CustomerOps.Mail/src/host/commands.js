import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * @typedef {object} Answers
 * @property {() => Promise<string[]>} troubles why we are not ready; empty when we are
 * @property {() => Promise<number | undefined>} redrive puts failed mails back, says how many; nothing without a broker
 * @property {import('../outbound/consumer.js').OutboundConsumer} consumer
 */

/** @typedef {(answers: Answers) => Promise<[number, object]>} Command */

/** An operator's commands: method and path. @type {Record<string, Command>} */
const COMMANDS = {
  'POST /internal/re-drive': async (answers) => {
    const moved = await answers.redrive();
    return moved === undefined ? [503, { title: 'The broker is not connected', status: 503 }] : [200, { moved }];
  },
  'GET /internal/consumers': async ({ consumer }) => [200, [consumer.view]],
  'POST /internal/consumers/pause': pause,
  'POST /internal/consumers/resume': resume,
};

/** @param {string} route @param {Answers} answers @returns {Command | undefined} */
export function commandOf(route, { consumer }) {
  if (Object.hasOwn(COMMANDS, route)) return COMMANDS[route];
  const { queue } = consumer.view;
  return { [`POST /internal/consumers/${queue}/pause`]: pause, [`POST /internal/consumers/${queue}/resume`]: resume }[route];
}

/** @param {string | undefined} key @param {string | undefined} given */
export function isOperator(key, given) {
  const digest = (/** @type {string} */ text) => createHash('sha256').update(text).digest();
  return key !== undefined && timingSafeEqual(digest(given ?? ''), digest(key));
}

/** @type {Command} */
async function pause({ consumer }) {
  await consumer.pause();
  return [200, [consumer.view]];
}

/** @type {Command} */
async function resume({ consumer }) {
  await consumer.resume();
  return [200, [consumer.view]];
}
