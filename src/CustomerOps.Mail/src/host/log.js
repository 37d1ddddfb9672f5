/**
 * One line of JSON for each thing that happened. Callers give ids and codes only:
 * no recipient, subject, link or server's free text, because logs outlive mails.
 * @typedef {{ mailId?: string, traceId?: string, reason?: string, [fact: string]: string | number | boolean | undefined }} Facts
 */

/** @param {'info' | 'warn' | 'error'} level @param {string} event @param {Facts} [facts] */
export function log(level, event, facts = {}) {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...facts })}\n`);
}

/**
 * What may be said of an error: its kind and code. Its message may quote an address or a password.
 * @param {unknown} error
 */
export function kindOf(error) {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? `${error.name} ${code}` : error.name;
}
