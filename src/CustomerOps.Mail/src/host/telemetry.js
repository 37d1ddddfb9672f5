import { SpanKind, SpanStatusCode, context, metrics, propagation, trace } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { TO_SEND_QUEUE } from '../broker/topology.js';
import { within } from './patience.js';

/** @typedef {'sent' | 'duplicate' | 'put-off' | 'failed'} Outcome */

/** Traces and counts; sent by OTLP when `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector, otherwise only carried on. */
export class Telemetry {
  /** @param {NodeJS.ProcessEnv} env */
  constructor(env) {
    const resource = defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'mail' }))
      .merge(detectResources({ detectors: [envDetector] }));
    const exporting = Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT);
    this.traces = new NodeTracerProvider({ resource, spanProcessors: exporting ? [new BatchSpanProcessor(new OTLPTraceExporter())] : [] });
    this.traces.register();
    const readers = exporting ? [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(), exportIntervalMillis: 10_000 })] : [];
    this.meters = new MeterProvider({ resource, readers });
    metrics.setGlobalMeterProvider(this.meters);
    this.mails = this.meters.getMeter('CustomerOps.Mail').createCounter('customerops.mail.out', { unit: '{mail}', description: 'Mails by what became of them' });
    this.mailsIn = this.meters.getMeter('CustomerOps.Mail').createCounter('customerops.mail.in', { unit: '{mail}', description: 'Mails taken in, by who wrote them' });
  }

  /** As the services say it of their consumers. @param {() => number} paused */
  watchPaused(paused) {
    const gauge = this.meters.getMeter('CustomerOps.Mail').createObservableGauge('customerops.consumers.paused', { unit: '{queue}', description: 'Queues an operator has paused' });
    gauge.addCallback((result) => result.observe(paused()));
  }

  /** @param {Outcome} outcome */
  count(outcome) {
    this.mails.add(1, { outcome });
    const span = trace.getActiveSpan()?.setAttribute('customerops.mail.outcome', outcome);
    if (outcome === 'failed') span?.setStatus({ code: SpanStatusCode.ERROR });
  }

  /**
   * Runs the work for one mail as a consumer span that goes on where the order's trace was.
   * @param {import('../outbound/mailToSend.js').MailToSend} mail
   * @param {(traceparent: string | undefined) => Promise<void>} work given the span as the traceparent for what it publishes
   * @returns {Promise<void>}
   */
  consume(mail, work) {
    const parent = propagation.extract(context.active(), { traceparent: mail.traceparent });
    const attributes = { 'messaging.system': 'rabbitmq', 'messaging.destination.name': TO_SEND_QUEUE, 'customerops.mail.id': mail.mailId };
    return this.#within(`${TO_SEND_QUEUE} process`, { kind: SpanKind.CONSUMER, attributes }, parent, work);
  }

  /**
   * @param {string} name @param {import('@opentelemetry/api').SpanOptions} options @param {import('@opentelemetry/api').Context} parent
   * @param {(traceparent: string | undefined) => Promise<void>} work @returns {Promise<void>}
   */
  #within(name, options, parent, work) {
    return trace.getTracer('CustomerOps.Mail').startActiveSpan(name, options, parent, async (span) => {
      /** @type {{ traceparent?: string }} */
      const carrier = {};
      propagation.inject(context.active(), carrier);
      try {
        await work(carrier.traceparent);
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });
  }

  /** @param {string} kind */
  countIn(kind) {
    this.mailsIn.add(1, { kind });
  }

  /**
   * Runs the work for one mail that came in as the first span of its trace.
   * @param {string} mailId @param {(traceparent: string | undefined) => Promise<void>} work
   */
  receive(mailId, work) {
    return this.#within('mail received', { kind: SpanKind.PRODUCER, attributes: { 'messaging.system': 'rabbitmq', 'customerops.mail.id': mailId } }, context.active(), work);
  }

  async stop() {
    await within(Promise.allSettled([this.traces.shutdown(), this.meters.shutdown()]), 3_000, 'flushing telemetry');
  }
}
