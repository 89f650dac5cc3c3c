import { createCaller } from "#commons/call.ts";

/** The steps of outgoing calls, as a service has them. */
export const testCaller = () => createCaller();
