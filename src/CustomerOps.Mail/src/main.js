import { Bus } from './broker/bus.js';
import { kindOf, log } from './host/log.js';
import { servePages } from './host/pages.js';
import { Readiness } from './host/readiness.js';
import { readSettings } from './host/settings.js';
import { Telemetry } from './host/telemetry.js';
import { Fetcher } from './inbound/fetcher.js';
import { Intake } from './inbound/intake.js';
import { SmtpListener } from './inbound/listener.js';
import { MailboxBook } from './inbound/mailboxes.js';
import { OutboundConsumer } from './outbound/consumer.js';
import { Journal } from './outbound/journal.js';
import { Pauses } from './outbound/pauses.js';
import { redrive } from './outbound/redrive.js';
import { Sender } from './outbound/sender.js';
import { Turns } from './outbound/turns.js';

const DRAIN_MS = 20_000;

try {
  await run();
} catch (error) {
  // Only what we say ourselves at start: settings, a damaged or used journal, a taken port.
  log('error', 'not-started', { reason: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

async function run() {
  const settings = readSettings(process.env);
  const journal = await Journal.open(settings.journalDirectory);
  const telemetry = new Telemetry(process.env);
  const pauses = await Pauses.open(settings.journalDirectory);
  const outbound = new OutboundConsumer({ sender: new Sender(journal, settings), turns: new Turns(), journal, settings, telemetry }, pauses);
  telemetry.watchPaused(() => pauses.since.size);
  const bus = new Bus(settings.busUri, (session) => outbound.attach(session));
  const readiness = new Readiness(settings.smtp, () => bus.session !== undefined);
  const pages = await servePages(settings, {
    troubles: () => readiness.troubles(),
    consumer: outbound,
    redrive: async () => (bus.session ? redrive(bus.session) : undefined),
  });
  const intake = new Intake(bus, telemetry);
  const book = new MailboxBook(settings);
  const listener = settings.smtpIn.port === undefined ? undefined : new SmtpListener(intake, book, settings.smtpIn);
  const fetchers = settings.imapAccounts.map((account) => new Fetcher(account, intake, book, settings));
  bus.start();
  const smtpIn = await listener?.start();
  for (const fetcher of fetchers) fetcher.start();
  const address = pages.address();
  log('info', 'started', { port: typeof address === 'object' ? address?.port : undefined, smtpIn });

  const stop = async () => {
    log('info', 'stopping');
    // Whatever hangs: the broker gives unfinished mails out again, the journal knows the rest.
    setTimeout(() => process.exit(1), DRAIN_MS + 10_000).unref();
    const inbound = [() => listener?.stop(), ...fetchers.map((fetcher) => () => fetcher.stop())];
    const steps = [...inbound, () => outbound.drain(DRAIN_MS), () => bus.stop(), () => journal.close(), () => telemetry.stop()];
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        log('warn', 'stop-step-failed', { reason: kindOf(error) });
      }
    }
    pages.close();
    pages.closeAllConnections();
    log('info', 'stopped');
    process.exit(0);
  };
  let stopping = false;
  for (const name of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
    process.on(name, () => {
      // A terminal's Ctrl-C and our runner may both tell us; once is enough.
      if (stopping) return;
      stopping = true;
      void stop();
    });
  }
}
