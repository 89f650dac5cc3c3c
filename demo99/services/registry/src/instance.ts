export const statuses = [
  "UP",
  "DOWN",
  "STARTING",
  "OUT_OF_SERVICE",
  "UNKNOWN",
] as const;

export type Status = (typeof statuses)[number];

export type Port = { number: number; isEnabled: boolean };

/** One running copy of a service, as it describes itself. */
export type Instance = {
  app: string;
  id: string;
  hostName: string;
  ipAddr: string;
  status: Status;
  port: Port;
  securePort: Port;
  countryId: number;
  dataCenter: { name: string; metadata?: Record<string, string> };
  renewalIntervalSeconds: number;
  durationSeconds: number;
  metadata: Record<string, string>;
  /** URLs that the registry passes on from instances to clients, unused. */
  details: Record<string, string>;
  vipAddress?: string;
  secureVipAddress?: string;
  /** When the instance last changed its registration, by its own clock. */
  lastDirtyTimestamp: number;
};

/** Unique in the registry; names of applications are in upper case there. */
export function keyOf(app: string, id: string): string {
  return `${app.toUpperCase()}/${id}`;
}

/** Virtual addresses are a list: an instance may answer to several names. */
export function answersTo(addresses: string | undefined, address: string) {
  return addresses?.split(",").some((name) => name.trim() === address) ?? false;
}

const sizes = new WeakMap<Instance, number>();

/** Bytes of the instance as JSON; computed once, as instances are immutable. */
export function sizeOf(instance: Instance): number {
  const known = sizes.get(instance);
  if (known !== undefined) return known;
  const size = Buffer.byteLength(JSON.stringify(instance));
  sizes.set(instance, size);
  return size;
}
