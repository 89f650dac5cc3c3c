import { AsyncLocalStorage } from "node:async_hooks";
import type { Context, TraceId } from "zipkin";

type Span = TraceId | undefined;

const storage = new AsyncLocalStorage<{ span: Span }>();

/** Which span this code runs for, across `await`. */
export const context: Context<Span> = {
  getContext: () => storage.getStore()?.span,

  setContext(span) {
    const holder = storage.getStore();
    if (holder) holder.span = span;
  },

  // A holder of its own: in a shared one, the second of two parallel calls
  // would become the child of the first.
  scoped: (callback) =>
    storage.run({ span: storage.getStore()?.span }, callback),

  letContext: (span, callback) => storage.run({ span }, callback),
};

/** The trace that this code runs for, sampled or not. */
export function traceId(): string | undefined {
  return context.getContext()?.traceId;
}

/** Does something that belongs to no request, even when one has set it off. */
export function untraced<T>(task: () => T): T {
  return context.letContext(undefined, task);
}
