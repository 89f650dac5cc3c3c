import { pinnedVersion, versionHeader } from "#commons/api-version.ts";
import type { Call, Step } from "#commons/call.ts";
import { Invalid, Unavailable } from "#commons/errors.ts";
import type { RegisteredInstance, Registry } from "#commons/registry.ts";

type Version = { name: string; weight: number; urls: string[] };

/** Its multiples are spread evenly between whole numbers, without a period. */
const goldenRatio = (1 + Math.sqrt(5)) / 2;

/**
 * Prefers the version that the client has pinned, or else one that is drawn by
 * the weights in the registry. Services without versions get calls as before.
 */
export function pickVersion(
  registry: Pick<Registry, "list">,
  start = Math.random(),
): Step {
  let draws = 0;
  /** From 0 to 1; even a few of them are close to the weights. */
  const draw = () => (start + goldenRatio * ++draws) % 1;

  return async function pickVersionOfCall(call, next) {
    const pin = call.headers[versionHeader] || pinnedVersion();
    const headers = { ...call.headers, ...(pin && { [versionHeader]: pin }) };
    const listed = registry.list();
    const versions = versionsOf(call, listed);
    if (versions.every(({ name }) => name === "")) {
      return next({ ...call, headers });
    }
    const chosen = pin
      ? [
          versions.find(({ name }) => name === pin) ??
            refuse(`${pin}`, call, listed),
        ]
      : byPreference(versions, draw());
    return next({ ...call, headers, tiers: chosen.map(({ urls }) => urls) });
  };
}

/** The versions that the instances of this call have; "" is none. */
function versionsOf({ instances = [] }: Call, listed: RegisteredInstance[]) {
  const versions = new Map<string, Version>();
  for (const instance of listed) {
    const { url, grpcUrl = "", version: name = "", weight = 1 } = instance;
    const own = [url, grpcUrl].filter((it) => instances.includes(it));
    if (own.length === 0) continue;
    const version = versions.get(name) ?? { name, weight, urls: [] };
    version.urls.push(...own);
    // More instances do not get a version more calls.
    version.weight = Math.max(version.weight, weight);
    versions.set(name, version);
  }
  return [...versions.values()];
}

/**
 * 503 for a version that is deployed, as any instance of the service says in
 * the registry; its own instances may be stopped. 400 for any other one.
 */
function refuse(name: string, call: Call, listed: RegisteredInstance[]): never {
  const service = call.service.replace(/^grpc:/, "http:");
  const deployed = listed
    .filter((it) => `http://${it.service}` === service)
    .flatMap(({ versions = [] }) => versions);
  if (deployed.includes(name)) {
    throw new Unavailable(`Version ${name} of ${service} is not in service.`);
  }
  const names = [...new Set(deployed)].sort().join(", ");
  const message = `${service} has no such version; it has ${names}`;
  throw new Invalid(`${message}.`, {
    members: { errors: [{ field: versionHeader, message }] },
  });
}

/** The drawn version first; the others are for calls that it does not take. */
function byPreference(versions: Version[], place: number): Version[] {
  const weighted = versions.filter(({ weight }) => weight > 0);
  if (weighted.length === 0) return versions;
  const first = versionAt(place, weighted);
  const isOther = (it: Version) => Number(it !== first);
  return weighted.toSorted((a, b) => isOther(a) - isOther(b));
}

/** The version at a place from 0 to 1, if each is as long as its weight. */
function versionAt(place: number, versions: Version[]) {
  let rest = place * versions.reduce((sum, { weight }) => sum + weight, 0);
  for (const version of versions) {
    rest -= version.weight;
    if (rest < 0) return version;
  }
}
