import {
  ServerInterceptingCall,
  type ServerInterceptor,
  status,
} from "@grpc/grpc-js";

const details =
  "The call has no deadline: set one, such as 2 seconds (grpc-timeout: 2S).";

/**
 * Refuses calls without a deadline, before their message arrives. Health and
 * reflection have streams without an end.
 */
export const requireDeadline: ServerInterceptor = ({ path }, call) => {
  const isPlatform = path.startsWith("/grpc.");
  const isEndless = call.getDeadline() === Number.POSITIVE_INFINITY;
  return new ServerInterceptingCall(call, {
    start: (next) =>
      next({
        onReceiveMetadata(metadata, go) {
          if (isPlatform || !isEndless) return go(metadata);
          call.sendStatus({ code: status.INVALID_ARGUMENT, details });
        },
      }),
  });
};
