import { createCaller, type Step } from "#commons/call.ts";

const noIdentity: Step = (call, next) => next(call);

/** The steps of outgoing calls, as a service has them. */
export const testCaller = () =>
  createCaller({ find: async (service) => [service] }, noIdentity, {
    warn() {},
  });
