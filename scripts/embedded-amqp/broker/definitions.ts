import { AmqpError, preconditionFailed } from "../errors.ts";

/** Refuses a declaration that differs from what exists. */
export function checkEquivalent(
  what: string,
  given: Record<string, unknown>,
  current: Record<string, unknown>,
): void {
  for (const name of Object.keys({ ...given, ...current })) {
    const [received, existing] = [given[name], current[name]];
    if (typeof received === "object" && typeof existing === "object") {
      checkEquivalent(what, { ...received }, { ...existing });
    } else if (received !== existing) {
      throw preconditionFailed(
        `inequivalent arg '${name}' for ${what} in vhost '/': ` +
          `received '${received}' but current is '${existing}'`,
      );
    }
  }
}

/** Names that begin with "amq." are the server's. */
export function checkName(kind: "queue" | "exchange", name: string): void {
  if (!name.startsWith("amq.")) return;
  throw new AmqpError(
    "ACCESS_REFUSED",
    `${kind} name '${name}' contains reserved prefix 'amq.*'`,
  );
}
