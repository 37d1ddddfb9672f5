import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again until the answer is truthy, and fails when time is up.
 * @template T @param {() => T | Promise<T>} ask @param {number} [ms] @returns {Promise<NonNullable<T>>}
 */
export async function eventually(ask, ms = 15_000) {
  const until = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`not within ${ms} ms: ${ask}`);
    await sleep(25);
  }
}
