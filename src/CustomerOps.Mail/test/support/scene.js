import { MailProcess } from './mailProcess.js';
import { Partner } from './partner.js';
import { SmtpDouble } from './smtp.js';

/** @typedef {{ smtp: SmtpDouble, partner: Partner, mail: MailProcess }} Scene */

/**
 * A mail service between a broker and an SMTP server, and a partner who orders; all gone after the test.
 * @param {import('node:test').TestContext} test
 * @param {Record<string, string | number> & { bus?: string }} [settings]
 * @returns {Promise<Scene>}
 */
export async function scene(test, settings = {}) {
  const bus = settings.bus ?? process.env.CUSTOMEROPS_TEST_BUS;
  if (!bus) throw new Error('CUSTOMEROPS_TEST_BUS names the broker; test/run.js sets it');
  const smtp = await new SmtpDouble().start();
  test.after(() => smtp.stop());
  const mail = await MailProcess.start({ smtpPort: smtp.port, ...settings, bus });
  test.after(() => mail.destroy());
  const partner = await Partner.join(bus);
  test.after(() => partner.leave());
  return { smtp, partner, mail };
}
