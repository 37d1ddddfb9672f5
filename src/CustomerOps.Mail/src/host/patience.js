import { setTimeout as sleep } from 'node:timers/promises';

export class DeadlinePassed extends Error {
  /** @param {string} what */
  constructor(what) {
    super(`${what} took too long`);
    this.name = 'DeadlinePassed';
  }
}

/**
 * @template T
 * @param {Promise<T>} work
 * @param {number} ms
 * @param {string} what
 * @returns {Promise<T>}
 */
export function within(work, ms, what) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DeadlinePassed(what)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Growing pauses with jitter, so that many who lost the same server don't return at the same instant. */
export class BackOff {
  #step = 0;

  /** @param {number} firstMs @param {number} longestMs */
  constructor(firstMs, longestMs) {
    this.firstMs = firstMs;
    this.longestMs = longestMs;
  }

  reset() {
    this.#step = 0;
  }

  /** Waits the next pause; comes back early, without an error, when the signal says stop. @param {AbortSignal} signal */
  async pause(signal) {
    const longest = Math.min(this.longestMs, this.firstMs * 2 ** Math.min(this.#step++, 20));
    await pause(longest * (0.5 + Math.random() / 2), signal);
  }
}

/** @param {number} ms @param {AbortSignal} signal */
export async function pause(ms, signal) {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
