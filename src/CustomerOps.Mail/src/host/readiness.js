import { kindOf } from './log.js';
import { greet, SmtpFailure } from '../outbound/smtp.js';

const FRESH_MS = 2_000;
const DEADLINE_MS = 3_000;

/** Why mails can't go out at this moment. SMTP is asked at most every two seconds, however often we are. */
export class Readiness {
  /** @type {{ at: number, answer: Promise<string | undefined> }} */
  #smtp = { at: -Infinity, answer: Promise.resolve(undefined) };

  /** @param {import('./settings.js').SmtpServer} smtp @param {() => boolean} brokerConnected */
  constructor(smtp, brokerConnected) {
    this.smtp = smtp;
    this.brokerConnected = brokerConnected;
  }

  async troubles() {
    if (performance.now() - this.#smtp.at > FRESH_MS) this.#smtp = { at: performance.now(), answer: this.#ask() };
    const troubles = [this.brokerConnected() ? undefined : 'broker: not connected', await this.#smtp.answer];
    return troubles.filter((trouble) => trouble !== undefined);
  }

  /** @returns {Promise<string | undefined>} */
  async #ask() {
    try {
      await greet(this.smtp, DEADLINE_MS);
      return undefined;
    } catch (error) {
      return `smtp: ${error instanceof SmtpFailure ? error.code : kindOf(error)}`;
    }
  }
}
