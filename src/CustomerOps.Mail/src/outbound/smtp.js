import SMTPConnection from 'nodemailer/lib/smtp-connection';

/**
 * Why a mail was not accepted:
 * - `unreachable`: no server that would talk to us; says nothing about the mail
 * - `temporary`: refused for now, or lost after the talk began, so that it may even have been accepted
 * - `permanent`: refused for good
 * @typedef {'unreachable' | 'temporary' | 'permanent'} Failing
 */

export class SmtpFailure extends Error {
  /** @param {Failing} failing @param {string | number} code an SMTP reply code or a word; never the server's text, which may quote the recipient */
  constructor(failing, code) {
    super(`SMTP ${failing}: ${code}`);
    this.name = 'SmtpFailure';
    this.failing = failing;
    this.code = code;
  }

  /** Whether the server certainly did not take the mail; without a reply nobody knows. */
  get certain() {
    return this.failing !== 'temporary' || typeof this.code === 'number';
  }
}

/**
 * Hands one mail to the SMTP server on a connection of its own and resolves when the server has accepted it.
 * @param {import('../host/settings.js').SmtpServer} server
 * @param {{ from: string, to: string[] }} envelope
 * @param {Buffer} mail
 * @param {number} deadlineMs for the whole talk
 */
export async function deliver(server, envelope, mail, deadlineMs) {
  await talk(server, deadlineMs, (connection, done) => connection.send({ ...envelope, size: mail.length }, mail, done));
}

/** Resolves if the server greets us (and lets us in). @param {import('../host/settings.js').SmtpServer} server @param {number} deadlineMs */
export async function greet(server, deadlineMs) {
  await talk(server, deadlineMs, (_, done) => done(null));
}

/**
 * @param {import('../host/settings.js').SmtpServer} server @param {number} deadlineMs
 * @param {(connection: SMTPConnection, done: (error: Error | null | undefined) => void) => void} errand
 * @returns {Promise<void>}
 */
function talk(server, deadlineMs, errand) {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls,
    ignoreTLS: server.ignoreTls,
    // Encryption that was merely offered is better than none even if nobody vouches for the certificate.
    tls: { rejectUnauthorized: server.secure || server.requireTls },
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    socketCloseTimeout: 1_000,
    name: 'customerops',
  });
  return new Promise((resolve, reject) => {
    let begun = false;
    /** @param {unknown} error */
    const fail = (error) => {
      clearTimeout(timer);
      connection.close();
      reject(error instanceof SmtpFailure ? error : failureOf(error, begun));
    };
    const timer = setTimeout(() => fail(new SmtpFailure(begun ? 'temporary' : 'unreachable', 'deadline')), deadlineMs);
    const run = () => {
      begun = true;
      errand(connection, (error) => {
        if (error) return fail(error);
        clearTimeout(timer);
        connection.quit();
        return resolve();
      });
    };
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      return server.auth ? connection.login(server.auth, (refused) => (refused ? fail(refused) : run())) : run();
    });
  });
}

// 530, 535 and 538 say that we are not let in: the operator's to mend, and no fault of this mail.
const NOT_LET_IN = new Set([530, 535, 538]);

/** @param {unknown} error @param {boolean} begun */
function failureOf(error, begun) {
  const { responseCode, code } = /** @type {{ responseCode?: number, code?: string }} */ (error);
  if (!begun || (responseCode && NOT_LET_IN.has(responseCode))) return new SmtpFailure('unreachable', responseCode ?? code ?? 'lost');
  if (responseCode && responseCode >= 500) return new SmtpFailure('permanent', responseCode);
  // Our side found the mail larger than the server said it takes.
  if (!responseCode && code === 'EMESSAGE') return new SmtpFailure('permanent', code);
  return new SmtpFailure('temporary', responseCode ?? code ?? 'lost');
}
