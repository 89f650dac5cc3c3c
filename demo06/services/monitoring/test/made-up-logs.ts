export function aLine(msg: string, level = 30, service = "book-api") {
  return { level, time: 1_700_000_000_000, service, msg };
}

export function aBatch(...lines: unknown[]) {
  return { instanceId: "it:1", lines };
}
