import { isIPv4, isIPv6 } from "node:net";
import { Malformed, object, optionalText } from "./sent-values.ts";
import type { Endpoint } from "./span.ts";

/** Undefined if the endpoint is missing or empty. Throws Malformed. */
export function readEndpoint(
  input: unknown,
  field: string,
): Endpoint | undefined {
  if (input == null) return undefined;
  const sent = object(input, field);
  const endpoint: Endpoint = {};
  const name = optionalText(sent.serviceName, `${field}.serviceName`);
  if (name) endpoint.serviceName = name.toLowerCase();
  addAddress(endpoint, optionalText(sent.ipv4, `${field}.ipv4`));
  addAddress(endpoint, optionalText(sent.ipv6, `${field}.ipv6`));
  const port = readPort(sent.port, `${field}.port`);
  if (port) endpoint.port = port;
  for (const _ in endpoint) return endpoint;
  return undefined;
}

const mapped = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/i;

/** An address belongs to its family, whichever field has it. */
function addAddress(endpoint: Endpoint, address: string | undefined) {
  if (!address) return;
  const ip = mapped.exec(address)?.[1] ?? address;
  if (isIPv4(ip)) endpoint.ipv4 = ip;
  else if (isIPv6(ip)) endpoint.ipv6 = ip.toLowerCase();
}

function readPort(input: unknown, field: string): number | undefined {
  if (input == null) return undefined;
  const port = typeof input === "string" ? Number(input) : input;
  if (Number.isInteger(port) && (port as number) <= 65_535) {
    return Math.max(port as number, 0);
  }
  throw new Malformed(field, "must be at most 65535");
}
