import { hostname } from "node:os";
import type { Log } from "#commons/log.ts";

export type EurekaSettings = {
  /** Base URLs of Eureka servers, separated by commas. */
  url: string;
  service: string;
  port: number;
  /** Where the service serves gRPC, if it does. */
  grpcPort?: number | undefined;
  /** "" if the service does not run in several versions. */
  version?: string;
  /** The share of calls that its version gets, beside other versions'. */
  weight?: number;
  /** All versions that are deployed, separated by commas. */
  versions?: string;
  host: string;
  leaseSeconds: number;
  log: Log;
};

/** The metadata of an instance that has its port for gRPC. */
export const grpcPortKey = "grpc.port";

/** The settings of eureka-js-client, with three heartbeats in a lease. */
export function toEurekaConfig(settings: EurekaSettings) {
  const { url, service, port, leaseSeconds, log } = settings;
  // If the registry is on this machine, so are all services.
  const own = url.includes("localhost") ? "127.0.0.1" : hostname();
  const address = /^(0\.0\.0\.0|::)$/.test(settings.host) ? own : settings.host;
  const host = address === "127.0.0.1" ? "localhost" : address;
  // Of a URL, without the password.
  const debug = (...words: unknown[]) =>
    log.debug(words.join(" ").replace(/\/\/[^/@\s]*@/g, "//"));
  return {
    instance: {
      app: service,
      vipAddress: service,
      instanceId: `${host}:${service}:${port}`,
      hostName: host,
      ipAddr: address,
      // In any other form, the client confuses two instances on one host.
      port: { $: port, "@enabled": "true" },
      metadata: toMetadata(settings),
      healthCheckUrl: `http://${host}:${port}/health`,
      dataCenterInfo: {
        "@class": "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo",
        name: "MyOwn",
      },
      leaseInfo: {
        renewalIntervalInSecs: Math.ceil(leaseSeconds / 3),
        durationInSecs: Math.ceil(leaseSeconds),
      },
    },
    eureka: {
      // The client joins URLs as text, which a second slash would break.
      serviceUrls: { default: url.split(",").map(withoutSlash) },
      heartbeatInterval: (leaseSeconds * 1_000) / 3,
      registryFetchInterval: (leaseSeconds * 1_000) / 6,
      filterUpInstances: false,
      maxRetries: 1,
      requestRetryDelay: 100,
    },
    // By default, the client has no timeout, and uses HTTP_PROXY.
    requestMiddleware: (request: object, send: (request: object) => void) =>
      send({ ...request, timeout: 1_000, proxy: null }),
    logger: { debug, info: debug, warn: debug, error: debug },
  };
}

function toMetadata(settings: EurekaSettings) {
  const { grpcPort, version, weight = 1, versions = version } = settings;
  return {
    ...(grpcPort && { [grpcPortKey]: `${grpcPort}` }),
    ...(version && { version, weight: `${weight}`, versions: `${versions}` }),
  };
}

type Version = { version?: string; weight?: number; versions?: string[] };

/**
 * The version of an instance, if it has one, and all that are deployed. Its
 * weight is 1 by default.
 */
export function versionOf(metadata: Record<string, string> = {}): Version {
  const { version, weight = "", versions = "" } = metadata;
  if (!version) return {};
  const isNumber = /^\d+(\.\d+)?$/.test(weight);
  const names = [version, ...versions.split(",")].filter(Boolean);
  return {
    ...{ version, weight: isNumber ? Number(weight) : 1 },
    versions: [...new Set(names)],
  };
}

const withoutSlash = (url: string) => `${url.replace(/\/+$/, "")}/apps/`;
