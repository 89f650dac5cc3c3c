import * as z from "zod";
import { type Instance, type Port, type Status, statuses } from "./instance.ts";

/** Netflix's server reads numbers and truth values as text, too. */
const text = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .pipe(z.string().min(1));

/** A list or an object counts as a missing value. */
const optionalText = text.optional().catch(undefined);

/** Text that is no number of 64 bits counts as 0; fractions are cut off. */
const integer = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .transform((it) => Math.trunc(Number(it)))
  .transform((it) => (Number.isSafeInteger(it) ? it : 0));

const int32 = integer.pipe(z.int32());

/** 0 and less mean the default, and so does what is no number. */
const seconds = (usual: number) =>
  int32
    .transform((it) => (it > 0 ? it : usual))
    .default(usual)
    .catch(usual);

const flag = z.unknown().transform((it) => /^true$/i.test(String(it)));

/** Zod's record would drop the name __proto__. */
const map = z.custom<Record<string, unknown>>(
  (it) => it instanceof Object && !Array.isArray(it),
  "must be an object",
);

/** Java adds the class of an empty map to it, and many clients imitate it. */
const labels = z
  .preprocess((it) => (it === "" ? {} : it), map)
  .transform(({ "@class": _, ...map }) =>
    Object.fromEntries(
      Object.entries(map)
        .filter(([name]) => name !== "")
        .map(([name, value]) => [name, labelText(value)]),
    ),
  );

/** A nested value does not make a registration invalid. */
function labelText(value: unknown): string {
  return value instanceof Object ? JSON.stringify(value) : String(value);
}

export const status = z.enum(statuses);

/** An unknown status does not make a registration invalid. */
const anyStatus = z.string().toUpperCase().pipe(status).catch("UNKNOWN");

/** As `{"$":8081,"@enabled":"true"}`, or as the bare number. */
function port(usual: Port) {
  const object = z
    .object({
      $: int32.default(usual.number),
      "@enabled": flag.optional(),
    })
    .transform((port) => ({
      number: port.$,
      isEnabled: port["@enabled"] ?? usual.isEnabled,
    }));
  return z
    .preprocess((it) => (it instanceof Object ? it : { $: it }), object)
    .default(usual);
}

/** A lease that is no object has the usual times. */
const leaseInfo = z.preprocess(
  (it) => (it instanceof Object ? withoutEmpty(it) : {}),
  z.object({
    renewalIntervalInSecs: seconds(30),
    durationInSecs: seconds(90),
  }),
);

const details = z.object({
  sid: optionalText,
  appGroupName: text
    .transform((it) => it.toUpperCase())
    .optional()
    .catch(undefined),
  homePageUrl: optionalText,
  statusPageUrl: optionalText,
  healthCheckUrl: optionalText,
  secureHealthCheckUrl: optionalText,
  asgName: optionalText,
});

const fields = z.object({
  instanceId: optionalText,
  hostName: text,
  app: text.transform((it) => it.toUpperCase()),
  ipAddr: text,
  status: anyStatus.default("UP"),
  overriddenStatus: anyStatus.optional(),
  overriddenstatus: anyStatus.optional(),
  port: port({ number: 7001, isEnabled: true }),
  securePort: port({ number: 7002, isEnabled: false }),
  countryId: int32.default(1).catch(0),
  dataCenterInfo: z.object({
    // With any other name in it, no client in Java can read the registry.
    name: z.enum(["Netflix", "Amazon", "MyOwn"]),
    metadata: labels.nullish().transform((it) => it ?? undefined),
  }),
  leaseInfo,
  metadata: labels.default({}),
  vipAddress: optionalText,
  secureVipAddress: optionalText,
  lastDirtyTimestamp: integer.optional().catch(undefined),
  ...details.shape,
});

/** What clients send when they register; Netflix calls it InstanceInfo. */
export const instanceInfo = z.preprocess(
  withoutEmpty,
  fields.transform((info) => ({
    instance: toInstance(info),
    override: known(info.overriddenStatus ?? info.overriddenstatus),
  })),
);

/** `UNKNOWN` means in this protocol that no status is overridden. */
function known(status: Status | undefined): Status | undefined {
  return status === "UNKNOWN" ? undefined : status;
}

function toInstance(info: z.infer<typeof fields>): Instance {
  const { app, hostName, ipAddr, countryId, metadata } = info;
  const { vipAddress, secureVipAddress, dataCenterInfo, leaseInfo } = info;
  const cloudId = dataCenterInfo.metadata?.["instance-id"];
  return {
    app,
    id: info.instanceId ?? cloudId ?? hostName,
    hostName,
    ipAddr,
    status: info.status,
    port: info.port,
    securePort: info.securePort,
    countryId,
    dataCenter: toDataCenter(dataCenterInfo),
    renewalIntervalSeconds: leaseInfo.renewalIntervalInSecs,
    durationSeconds: leaseInfo.durationInSecs,
    metadata,
    details: details.parse(info),
    vipAddress,
    secureVipAddress,
    lastDirtyTimestamp: info.lastDirtyTimestamp ?? Date.now(),
  };
}

/** Clients in Java read metadata in Amazon's data center only, and need it. */
function toDataCenter(info: z.infer<typeof fields>["dataCenterInfo"]) {
  const { name, metadata = {} } = info;
  return name === "Amazon" ? { name, metadata } : { name };
}

/**
 * Some clients send null for a missing value, and XML has empty elements. An
 * empty status is an unknown one.
 */
function withoutEmpty(input: unknown): unknown {
  if (!(input instanceof Object)) return input;
  return Object.fromEntries(
    Object.entries(input).filter(
      ([name, it]) => it !== null && (it !== "" || name === "status"),
    ),
  );
}
