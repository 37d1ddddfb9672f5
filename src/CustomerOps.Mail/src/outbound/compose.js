import MailComposer from 'nodemailer/lib/mail-composer';

/**
 * The mail as it goes over the wire. The same order gives the same bytes, so a copy that has to be sent again
 * carries the Message-ID by which the receiving side can drop it.
 * @param {import('./mailToSend.js').MailToSend} mail
 * @returns {Promise<Buffer>}
 */
export function compose(mail) {
  const composer = new MailComposer({
    messageId: `<${mail.mailId}@customerops>`,
    baseBoundary: mail.mailId,
    date: mail.writtenAt,
    from: { name: mail.from.name ?? '', address: mail.from.email },
    to: { name: mail.to.name ?? '', address: mail.to.email },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    // Always to be saved, never shown as a part of the mail.
    attachments: mail.files.map(({ name, type, content }) => ({ filename: name, contentType: type, content, contentDisposition: /** @type {const} */ ('attachment') })),
    headers: {
      // No machine should answer a machine (RFC 3834; the second is what Exchange obeys). What a person wrote says `Auto-Submitted: no`.
      ...(mail.headers['Auto-Submitted'] !== 'no' && { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }),
      ...mail.headers,
      ...(mail.language && { 'Content-Language': mail.language }),
      // By it we know a mail of ours that is passed back to us.
      'X-Loop': `${mail.tenantId}@customerops`,
    },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
