import { BackOff } from '../host/patience.js';
import { log } from '../host/log.js';
import { compose } from './compose.js';
import { SmtpFailure, deliver } from './smtp.js';

/** Sends each mail once, however often it is asked to, if it is asked one time after the other. */
export class Sender {
  /** @param {import('./journal.js').Journal} journal @param {import('../host/settings.js').Settings} settings */
  constructor(journal, settings) {
    this.journal = journal;
    this.settings = settings;
  }

  /**
   * @param {import('./mailToSend.js').MailToSend} mail
   * @param {AbortSignal} signal ends the wait for an SMTP server, never a talk with one
   * @returns {Promise<string>} when the mail was accepted, now or earlier
   * @throws {SmtpFailure | import('./journal.js').JournalFailure}
   */
  async send(mail, signal) {
    const { mailId } = mail;
    const known = this.journal.find(mailId);
    if (known && known.state !== 'sending') {
      log('info', 'mail-already-sent', { mailId });
      return known.at;
    }
    if (known) log('warn', 'mail-may-go-twice', { mailId, reason: 'an earlier try did not learn its outcome' });
    const bytes = await compose(mail);
    await this.journal.record('sending', mailId, new Date().toISOString());
    try {
      await this.#deliver({ from: mail.from.email, to: [mail.to.email] }, bytes, signal);
    } catch (error) {
      if (error instanceof SmtpFailure && error.certain) this.journal.forget(mailId);
      throw error;
    }
    const acceptedAt = new Date().toISOString();
    await this.journal.record('sent', mailId, acceptedAt);
    return acceptedAt;
  }

  /** @param {{ from: string, to: string[] }} envelope @param {Buffer} bytes @param {AbortSignal} signal */
  async #deliver(envelope, bytes, signal) {
    const until = Date.now() + this.settings.holdMs;
    const backOff = new BackOff(250, 10_000);
    for (;;) {
      if (signal.aborted) throw new SmtpFailure('unreachable', 'stopping');
      try {
        return await deliver(this.settings.smtp, envelope, bytes, this.settings.smtpDeadlineMs);
      } catch (error) {
        const unreachable = error instanceof SmtpFailure && error.failing === 'unreachable';
        if (!unreachable || Date.now() >= until) throw error;
      }
      await backOff.pause(signal);
    }
  }
}
