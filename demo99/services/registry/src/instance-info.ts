import { z } from "zod";
import { type Instance, type Port, type Status, statuses } from "./instance.ts";

/** Numbers and truth values come as such or, in XML, as text. */
const integer = z
  .union([z.int(), z.string().regex(/^\d{1,15}$/, "must be a whole number")])
  .transform(Number);
const int32 = integer.pipe(z.int32());
const flag = z.union([z.boolean(), z.stringbool()]);
const text = z.string().trim().min(1).max(2000);

/** Java writes the class of an empty map into it; so does everyone since. */
const labels = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .transform(({ "@class": _, ...map }) =>
    Object.fromEntries(
      Object.entries(map).map(([name, value]) => [name, String(value)]),
    ),
  );

export const status = z.enum(statuses);

/** A status that nobody knows is no reason to refuse an instance. */
const anyStatus = z.string().toUpperCase().pipe(status).catch("UNKNOWN");

/** As `{"$":8081,"@enabled":"true"}`, or as the bare number. */
function port(fallback: Port) {
  const object = z
    .object({
      $: integer.pipe(z.int().max(65_535)).default(fallback.number),
      "@enabled": flag.default(fallback.isEnabled),
    })
    .transform((port) => ({ number: port.$, isEnabled: port["@enabled"] }));
  return z
    .preprocess((it) => (it instanceof Object ? it : { $: it }), object)
    .default(fallback);
}

const leaseInfo = z
  .object({
    renewalIntervalInSecs: int32.pipe(z.int().min(1)).default(30),
    durationInSecs: int32.pipe(z.int().min(1)).default(90),
  })
  .prefault({});

const details = z.object({
  sid: text.optional(),
  appGroupName: text.optional(),
  homePageUrl: text.optional(),
  statusPageUrl: text.optional(),
  healthCheckUrl: text.optional(),
  secureHealthCheckUrl: text.optional(),
  asgName: text.optional(),
});

const fields = z.object({
  instanceId: text.optional(),
  hostName: text,
  app: text.toUpperCase(),
  ipAddr: text,
  status: anyStatus.default("UP"),
  overriddenStatus: anyStatus.optional(),
  overriddenstatus: anyStatus.optional(),
  port: port({ number: 7001, isEnabled: true }),
  securePort: port({ number: 7002, isEnabled: false }),
  countryId: int32.default(1),
  dataCenterInfo: z.object({
    // With any other name in it, no client in Java can read the registry.
    name: z.enum(["Netflix", "Amazon", "MyOwn"]),
    metadata: labels.optional(),
  }),
  leaseInfo,
  metadata: labels.default({}),
  vipAddress: text.optional(),
  secureVipAddress: text.optional(),
  lastDirtyTimestamp: integer.optional(),
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

/** `UNKNOWN` is how the protocol says that no status is overridden. */
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
    dataCenter: dataCenterInfo,
    renewalIntervalSeconds: leaseInfo.renewalIntervalInSecs,
    durationSeconds: leaseInfo.durationInSecs,
    metadata,
    details: details.parse(info),
    vipAddress,
    secureVipAddress,
    lastDirtyTimestamp: info.lastDirtyTimestamp ?? Date.now(),
  };
}

/** Some clients send null for nothing, and XML has empty elements. */
function withoutEmpty(input: unknown): unknown {
  if (!(input instanceof Object)) return input;
  return Object.fromEntries(
    Object.entries(input).filter(([, it]) => it !== null && it !== ""),
  );
}
