import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http2';
import { test } from 'node:test';
import { mailToSend } from './support/partner.js';
import { scene } from './support/scene.js';

test('a collector gets the consumer span in the trace of the order, and the counts', async (t) => {
  /** @type {Map<string, Buffer[]>} */
  const exported = new Map();
  const collector = createServer();
  collector.on('stream', (stream, headers) => {
    const path = String(headers[':path']);
    stream.on('data', (part) => exported.set(path, [...(exported.get(path) ?? []), Buffer.from(part)]));
    stream.on('end', () => {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(Buffer.alloc(5));
    });
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  t.after(() => collector.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (collector.address());

  const { partner, mail } = await scene(t, { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_SERVICE_NAME: 'mail-here' });
  const order = mailToSend();
  await partner.order(order);
  await partner.hears(order.data.mailId);
  assert.equal(await mail.end('SIGTERM'), 0);

  const traces = Buffer.concat(exported.get('/opentelemetry.proto.collector.trace.v1.TraceService/Export') ?? []);
  assert.ok(traces.includes(Buffer.from('0af7651916cd43dd8448eb211c80319c', 'hex')));
  assert.ok(traces.includes(Buffer.from('b7ad6b7169203331', 'hex')));
  assert.ok(traces.includes('mail.to-send process'));
  assert.ok(traces.includes('mail-here'));
  const metrics = Buffer.concat(exported.get('/opentelemetry.proto.collector.metrics.v1.MetricsService/Export') ?? []);
  assert.ok(metrics.includes('customerops.mail.out'));
});
