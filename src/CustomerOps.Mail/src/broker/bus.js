import { BackOff } from '../host/patience.js';
import { kindOf, log } from '../host/log.js';
import { Session } from './session.js';

/** Keeps one session with the broker alive for as long as the process runs. */
export class Bus {
  #stopping = new AbortController();
  /** @type {Session | undefined} */
  #session;
  /** @type {Promise<void> | undefined} */
  #loop;

  /** @param {string} uri @param {(session: Session) => Promise<void>} use sets up what every new session needs */
  constructor(uri, use) {
    this.uri = uri;
    this.use = use;
  }

  /** The session in use, if the broker is connected and set up. */
  get session() {
    return this.#session?.signal.aborted === false ? this.#session : undefined;
  }

  start() {
    this.#loop = this.#run();
  }

  async #run() {
    const backOff = new BackOff(200, 10_000);
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#once(backOff);
      } catch (error) {
        log('warn', 'broker-unreachable', { reason: kindOf(error) });
      }
      if (!this.#stopping.signal.aborted) await backOff.pause(this.#stopping.signal);
    }
  }

  /** @param {BackOff} backOff */
  async #once(backOff) {
    const session = await Session.open(this.uri);
    try {
      await this.use(session);
      this.#session = session;
      backOff.reset();
      log('info', 'broker-connected');
      const stop = () => void session.close();
      this.#stopping.signal.addEventListener('abort', stop, { once: true });
      if (this.#stopping.signal.aborted) stop();
      await session.ended();
      this.#stopping.signal.removeEventListener('abort', stop);
      log('info', 'broker-disconnected');
    } finally {
      this.#session = undefined;
      await session.close();
    }
  }

  /** Ends the session; call it when nothing is under way any more. */
  async stop() {
    this.#stopping.abort();
    await this.#loop;
  }
}
