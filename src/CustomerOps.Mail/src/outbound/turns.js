/** Lets work with the same key happen one after another, and work with different keys at once. */
export class Turns {
  /** @type {Map<string, Promise<void>>} */
  #last = new Map();

  /** @param {string} key @param {() => Promise<void>} work @returns {Promise<void>} */
  async take(key, work) {
    const earlier = this.#last.get(key);
    // How the earlier one ended is for those who asked for it to hear.
    const turn = earlier ? earlier.then(work, work) : work();
    this.#last.set(key, turn);
    try {
      await turn;
    } finally {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    }
  }
}
