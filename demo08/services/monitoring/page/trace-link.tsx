/** To the trace of the request that logged a line, if the line names one. */
export function TraceLink({ details }: { details: string }) {
  const [, traceId] = /"traceId":"(\w+)"/.exec(details) ?? [];
  if (!traceId) return null;
  return <a href={`/traces/${traceId}`}>trace #{traceId.slice(0, 8)}</a>;
}
