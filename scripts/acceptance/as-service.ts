import { createSecretKey } from "node:crypto";
import type { Caller } from "../../demo99/commons/call.ts";
import { serviceToken } from "../../demo99/commons/test/test-auth.ts";
import { testCaller } from "../../demo99/commons/test/test-caller.ts";
import { stageEnv } from "../testing/stage-env.ts";

const secret = createSecretKey(stageEnv.SERVICE_SECRET, "utf8");
const call = testCaller();

/** The steps of calls, with the token of a service. */
export const asService: Caller = (request, send) => {
  const token = serviceToken("shoppingcart-api", secret);
  const headers = { ...request.headers, authorization: `Bearer ${token}` };
  return call({ ...request, headers }, send);
};
