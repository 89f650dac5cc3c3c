import { Long } from "@grpc/proto-loader";

/** Numbers of 64 bits as bigint, which loses no digit. */
export const withBigints = (message: object) =>
  mapValues(message, (value) =>
    Long.isLong(value) ? BigInt(value.toString()) : value,
  );

/** The opposite: the encoder reads them from text. */
export const withoutBigints = (message: object) =>
  mapValues(message, (value) =>
    typeof value === "bigint" ? value.toString() : value,
  );

function mapValues(value: object, map: (value: unknown) => unknown): object {
  if (Array.isArray(value)) return value.map((item) => mapValue(item, map));
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, item]) => [name, mapValue(item, map)]),
  );
}

function mapValue(value: unknown, map: (value: unknown) => unknown): unknown {
  const mapped = map(value);
  const isNested =
    typeof mapped === "object" && mapped !== null && !Buffer.isBuffer(mapped);
  return isNested ? mapValues(mapped, map) : mapped;
}
