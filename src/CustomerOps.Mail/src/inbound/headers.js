import { oneLine } from './words.js';

const LONGEST = 2_000;

/** A mail's header fields as they stand there, unfolded, for what a machine asks about them. */
export class Headers {
  /** @type {Map<string, string[]>} */
  #fields = new Map();

  /** @param {Buffer} raw the mail */
  constructor(raw) {
    const head = raw.subarray(0, 512 * 1024).toString('latin1');
    const end = /\r?\n\r?\n/.exec(head);
    const text = (end ? head.slice(0, end.index) : head).replace(/\r?\n[ \t]+/g, ' ');
    for (const field of text.split(/\r?\n/).slice(0, 2_000)) {
      const [, name, value] = /^([!-9;-~]{1,80})[ \t]*:(.*)$/.exec(field) ?? [];
      if (!name) continue;
      const key = name.toLowerCase();
      const values = this.#fields.get(key);
      if (values) values.push(value.trim());
      else this.#fields.set(key, [value.trim()]);
    }
  }

  /** The first of that name, or an empty text. @param {string} name in lower case */
  get(name) {
    return oneLine(this.#fields.get(name)?.[0], LONGEST);
  }

  /** @param {string} name in lower case */
  has(name) {
    return this.#fields.has(name);
  }

  /** @param {string} name in lower case @returns {string[]} */
  all(name) {
    return this.#fields.get(name) ?? [];
  }
}
