import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.js';
import { guard } from './guard.js';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

/** The mail service as its own process, as it runs in earnest. */
export class MailProcess {
  output = '';
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;

  /** @param {Record<string, string>} env */
  constructor(env) {
    this.env = env;
  }

  /** @param {{ bus: string, smtpPort: number } & Record<string, string | number>} parts */
  static async start({ bus, smtpPort, ...more }) {
    const journal = await mkdtemp(join(tmpdir(), 'customerops-journal-'));
    const mail = new MailProcess({
      PATH: String(process.env.PATH),
      ConnectionStrings__bus: bus,
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      PORT: '0',
      MAIL_JOURNAL: journal,
      MAIL_RETRY_DELAY_MS: '200',
      Keys__Operator: 'operator-key',
      ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)])),
    });
    await mail.run();
    await mail.connected();
    return mail;
  }

  /** Starts it, or starts it again with the same journal. */
  async run() {
    this.output = '';
    const child = spawn(process.execPath, [MAIN], { env: this.env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    guard(child);
    child.stdout.setEncoding('utf8').on('data', (text) => (this.output += text));
    await eventually(() => this.lines('started').length > 0 || child.exitCode !== null);
  }

  async connected() {
    await eventually(() => this.lines('broker-connected').length > 0, 30_000);
  }

  /** @param {string} event */
  lines(event) {
    return this.output.split('\n').slice(0, -1).map((line) => JSON.parse(line)).filter((line) => line.event === event);
  }

  /** @param {string} path @param {RequestInit} [init] */
  async fetch(path, init) {
    return fetch(`http://127.0.0.1:${this.lines('started')[0].port}${path}`, { ...init, signal: AbortSignal.timeout(10_000) });
  }

  /** @param {NodeJS.Signals} signal @returns {Promise<number | null>} its exit code */
  async end(signal) {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
    return child.exitCode;
  }

  async destroy() {
    await this.end('SIGKILL');
    await rm(this.env.MAIL_JOURNAL, { recursive: true, force: true });
  }
}
