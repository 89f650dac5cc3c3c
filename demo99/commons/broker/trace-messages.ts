import { Annotation, type Tracer } from "zipkin";
import { formatB3, parseB3 } from "#commons/broker/b3.ts";
import { context } from "#commons/trace-context.ts";

/** Without a tracer, nothing is recorded. */
export type Recorder = { tracer?: Tracer | undefined; service: string };
type Event = Parameters<Tracer["recordAnnotation"]>[0];
type Outgoing = { topic: string; id: string; b3?: string | undefined };
type Incoming = {
  topic: string;
  b3?: string | undefined;
  /** The service that delivers the message. */
  from: string;
  tags: Record<string, string>;
};

export const rabbitMq = "rabbitmq";

/**
 * Records a span for publishing a message, and sends its ids to the consumers.
 * What belongs to no trace is not traced.
 */
export function traceProducer(
  { tracer, service }: Recorder,
  { topic, id, b3 }: Outgoing,
  send: (headers: { b3?: string }) => Promise<void>,
): Promise<void> {
  const parent = b3 ? parseB3(b3) : context.getContext();
  if (!tracer || !parent) return send({});
  const span = tracer.createChildId(parent);
  return tracer.letId(span, () => {
    tracer.recordAnnotation(new Annotation.ProducerStart());
    describe(tracer, service, `publish ${topic}`, rabbitMq);
    tracer.recordBinary("message.id", id);
    const sent = send({ b3: formatB3(span) });
    return ending(tracer, sent, new Annotation.ProducerStop());
  });
}

/** Runs a handler in a span of its own, a child of the publisher's. */
export function traceConsumer(
  { tracer, service }: Recorder,
  { topic, b3, from, tags }: Incoming,
  handle: () => Promise<unknown>,
): Promise<unknown> {
  const parent = parseB3(b3);
  if (!tracer || !parent) return handle();
  return tracer.letId(tracer.createChildId(parent), () => {
    tracer.recordAnnotation(new Annotation.ConsumerStart());
    describe(tracer, service, `consume ${topic}`, from);
    for (const [name, value] of Object.entries(tags)) {
      tracer.recordBinary(name, value);
    }
    return ending(tracer, handle(), new Annotation.ConsumerStop());
  });
}

function describe(
  tracer: Tracer,
  service: string,
  name: string,
  remote: string,
): void {
  tracer.recordServiceName(service);
  tracer.recordRpc(name);
  tracer.recordAnnotation(new Annotation.MessageAddr({ serviceName: remote }));
}

async function ending<T>(tracer: Tracer, work: Promise<T>, end: Event) {
  const span = tracer.id;
  try {
    return await work;
  } catch (error) {
    const { message } = error as Error;
    tracer.letId(span, () => tracer.recordBinary("error", message));
    throw error;
  } finally {
    tracer.letId(span, () => tracer.recordAnnotation(end));
  }
}
