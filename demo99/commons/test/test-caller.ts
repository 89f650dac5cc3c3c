import { createCaller, type Step } from "#commons/call.ts";
import { createTracing } from "#commons/tracing.ts";

const noIdentity: Step = (call, next) => next(call);
const registry = {
  find: async (service: string) => [service],
  list: () => [],
};
const { tracer } = createTracing({ service: "test", report: async () => {} });

/** The steps of outgoing calls, as a service has them. */
export const testCaller = (testTracer = tracer) =>
  createCaller(registry, noIdentity, { warn() {} }, testTracer);
