import type { Step } from "#commons/grpc/incoming.ts";
import { httpStatusOf } from "#commons/grpc/status.ts";
import { requests } from "#commons/requests/measure-requests.ts";

/** Measures calls as requests, so that monitoring knows them. */
export function measureCalls(): Step {
  return async function measureCall(call, next) {
    const { method, path: route } = call;
    const end = requests.startTimer({ method, route });
    const outcome = await next(call);
    end({ status: httpStatusOf(outcome.code) });
    return outcome;
  };
}
