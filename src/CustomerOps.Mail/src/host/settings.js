/**
 * @typedef {object} SmtpServer
 * @property {string} host
 * @property {number} port
 * @property {boolean} secure TLS from the first byte (smtps)
 * @property {boolean} requireTls refuse to go on when STARTTLS is not offered
 * @property {boolean} ignoreTls
 * @property {{ user: string, pass: string } | undefined} auth
 */

/**
 * @typedef {object} Settings
 * @property {string} busUri
 * @property {SmtpServer} smtp
 * @property {string} host address the health page listens on
 * @property {number} port
 * @property {string} journalDirectory
 * @property {string | undefined} operatorKey
 * @property {number} lanes mails under way at once
 * @property {number} attempts tries the SMTP server may temporarily refuse or lose before the mail is given up
 * @property {number} retryDelayMs wait between two such tries
 * @property {number} holdMs how long a mail is held while no SMTP server answers, before it goes back to the wait queue
 * @property {number} smtpDeadlineMs
 * @property {string | undefined} mailboxes JSON: whose the addresses are
 * @property {string | undefined} mailboxesFile the same in a file, which may change
 * @property {SmtpIn} smtpIn
 * @property {import('../inbound/fetcher.js').ImapAccount[]} imapAccounts
 * @property {number} mostBytes of one mail
 * @property {number} pollMs how often IMAP accounts are looked at, besides when they tell
 */

/**
 * @typedef {object} SmtpIn
 * @property {string} host
 * @property {number | undefined} port nothing listens without one
 * @property {number} mostBytes of one mail
 * @property {number} mostBytesAtOnce of all under way together
 * @property {number} connections
 * @property {number} connectionMs how long one may last
 * @property {{ key: string, cert: string } | undefined} tls files for STARTTLS
 */

/** @param {NodeJS.ProcessEnv} env @returns {Settings} */
export function readSettings(env) {
  const mostBytes = number(env, 'MAIL_IN_MAX_BYTES', 26_214_400, 1_000, 104_857_600);
  return {
    busUri: uri(env, 'ConnectionStrings__bus', ['amqp:', 'amqps:']).href,
    smtp: smtpServer(uri(env, 'SMTP_URL', ['smtp:', 'smtps:'])),
    host: env.HOST || '127.0.0.1',
    port: number(env, 'PORT', undefined, 0, 65_535),
    journalDirectory: required(env, 'MAIL_JOURNAL'),
    operatorKey: env.Keys__Operator || undefined,
    lanes: number(env, 'MAIL_LANES', 16, 1, 64),
    attempts: number(env, 'MAIL_ATTEMPTS', 10, 1, 100),
    retryDelayMs: number(env, 'MAIL_RETRY_DELAY_MS', 60_000, 10, 86_400_000),
    // Far below the broker's half hour for an unacknowledged message.
    holdMs: number(env, 'MAIL_HOLD_MS', 300_000, 10, 900_000),
    smtpDeadlineMs: number(env, 'MAIL_SMTP_DEADLINE_MS', 30_000, 50, 300_000),
    mailboxes: env.MAILBOXES || undefined,
    mailboxesFile: env.MAILBOXES_FILE || undefined,
    smtpIn: {
      host: env.SMTP_IN_HOST || '127.0.0.1',
      port: env.SMTP_IN_PORT ? number(env, 'SMTP_IN_PORT', undefined, 0, 65_535) : undefined,
      mostBytes,
      mostBytesAtOnce: number(env, 'MAIL_IN_MAX_BYTES_AT_ONCE', 10 * mostBytes, 1_000, 2_000_000_000),
      connections: number(env, 'MAIL_IN_CONNECTIONS', 100, 1, 10_000),
      connectionMs: number(env, 'MAIL_IN_CONNECTION_MS', 600_000, 100, 3_600_000),
      tls: env.SMTP_IN_TLS_CERT ? { cert: env.SMTP_IN_TLS_CERT, key: required(env, 'SMTP_IN_TLS_KEY') } : undefined,
    },
    imapAccounts: imapAccounts(env),
    mostBytes,
    pollMs: number(env, 'IMAP_POLL_MS', 30_000, 50, 3_600_000),
  };
}

/** @param {NodeJS.ProcessEnv} env @returns {import('../inbound/fetcher.js').ImapAccount[]} */
function imapAccounts(env) {
  if (!env.IMAP_ACCOUNTS) return [];
  /** @type {unknown} */
  let accounts;
  try {
    accounts = JSON.parse(env.IMAP_ACCOUNTS);
  } catch {
    // Its text may hold a password; the parser's message would quote it.
  }
  if (!Array.isArray(accounts)) throw new Error('IMAP_ACCOUNTS is not a JSON list');
  return accounts.map((account, index) => {
    const { url, mailbox, folder = 'INBOX', moveTo } = account ?? {};
    if (typeof mailbox !== 'string' || !mailbox.includes('@')) throw new Error(`IMAP_ACCOUNTS[${index}].mailbox is not an address`);
    const { protocol, hostname, port, username, password } = uri({ url }, 'url', ['imap:', 'imaps:']);
    const secure = protocol === 'imaps:';
    return { host: hostname, port: Number(port) || (secure ? 993 : 143), secure, user: decodeURIComponent(username), password: decodeURIComponent(password), mailbox, folder, moveTo };
  });
}

/** @param {NodeJS.ProcessEnv} env @param {string} name */
function required(env, name) {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/** @param {NodeJS.ProcessEnv} env @param {string} name @param {string[]} schemes */
function uri(env, name, schemes) {
  const text = required(env, name);
  if (!URL.canParse(text)) throw new Error(`${name} is not a URI`);
  const parsed = new URL(text);
  if (!schemes.includes(parsed.protocol) || !parsed.hostname) throw new Error(`${name} must be a URI with ${schemes.join(' or ')} and a host`);
  return parsed;
}

/** @param {URL} url @returns {SmtpServer} */
function smtpServer(url) {
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const loopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  const tls = url.searchParams.get('tls') ?? 'when-offered';
  if (!['required', 'off', 'when-offered'].includes(tls)) throw new Error('SMTP_URL: tls must be required, off or when-offered');
  const auth = url.username ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } : undefined;
  return {
    host,
    port: url.port ? Number(url.port) : secure ? 465 : 25,
    secure,
    // A password never travels in the clear off this machine.
    requireTls: !secure && (tls === 'required' || (auth !== undefined && !loopback)),
    ignoreTls: tls === 'off',
    auth,
  };
}

/** @param {NodeJS.ProcessEnv} env @param {string} name @param {number | undefined} otherwise @param {number} least @param {number} most */
function number(env, name, otherwise, least, most) {
  const text = env[name];
  if ((text === undefined || text === '') && otherwise !== undefined) return otherwise;
  const value = Number(text);
  if (!text || !Number.isInteger(value) || value < least || value > most) throw new Error(`${name} must be a whole number from ${least} to ${most}`);
  return value;
}
