import { AsyncLocalStorage } from "node:async_hooks";
import type { Context, TraceId } from "zipkin";

type Span = TraceId | undefined;

const storage = new AsyncLocalStorage<{ span: Span }>();

/** The span that code runs for, across `await`. */
export const context: Context<Span> = {
  getContext: () => storage.getStore()?.span,

  setContext(span) {
    const holder = storage.getStore();
    if (holder) holder.span = span;
  },

  // With a holder of its own: in a shared one, the second of two parallel
  // calls would become the child of the first.
  scoped: (callback) =>
    storage.run({ span: storage.getStore()?.span }, callback),

  letContext: (span, callback) => storage.run({ span }, callback),
};

/** The id of the trace that code runs for, if there is one. */
export const traceId = () => context.getContext()?.traceId;
