/** What takes over where more instances of the same kind do not help. */
const engines: Record<string, string> = {
  mongodb: "MONGODB_URL: a replica set, then shards by cart id",
  rabbitmq: "AMQP_URL: RabbitMQ, as a cluster with AMQP_QUEUE_TYPE=quorum",
  tracing: "TRACE_SAMPLE_RATE=0.01, then ZIPKIN_URL: a Zipkin with a database",
  monitoring: "LOG_LEVEL=warn; Prometheus, with federation",
  registry: "DISCOVERY=dns",
};

/** The setting by which the queue of this component goes. */
export function remedyFor(name: string, instances: number): string {
  return engines[name] ?? `"instances": ${instances} in stage.json`;
}
