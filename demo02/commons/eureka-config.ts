import { hostname, networkInterfaces } from "node:os";
import type { EurekaClient } from "eureka-js-client";
import type { Log } from "#commons/log.ts";

export type RegistrySettings = {
  /** Base URLs of Eureka servers, separated by commas. */
  url: string;
  /** This instance, as others find it. */
  service: string;
  port: number;
  heartbeatSeconds: number;
  leaseSeconds: number;
  fetchMs: number;
  log: Log;
};

/** The settings of eureka-js-client. */
export function toEurekaConfig(settings: RegistrySettings) {
  const { url, service, port, log, fetchMs } = settings;
  // With a registry on this machine, everything is on this machine.
  const host = /\/\/([^/]*@)?localhost/.test(url) ? "localhost" : hostname();
  return {
    instance: {
      app: service,
      vipAddress: service,
      instanceId: `${host}:${service}:${port}`,
      hostName: host,
      ipAddr: host === "localhost" ? "127.0.0.1" : ownAddress(),
      // In any other form, a second instance would be dropped.
      port: { $: port, "@enabled": "true" },
      healthCheckUrl: `http://${host}:${port}/health`,
      statusPageUrl: `http://${host}:${port}/health`,
      dataCenterInfo: {
        "@class": "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo",
        name: "MyOwn",
      },
      leaseInfo: {
        renewalIntervalInSecs: Math.ceil(settings.heartbeatSeconds),
        durationInSecs: Math.ceil(settings.leaseSeconds),
      },
    },
    eureka: {
      serviceUrls: { default: url.split(",").map(toAppsUrl) },
      heartbeatInterval: settings.heartbeatSeconds * 1_000,
      registryFetchInterval: fetchMs,
      filterUpInstances: false,
      maxRetries: 1,
      requestRetryDelay: 100,
    },
    // The client has no timeout, and would obey HTTP_PROXY on this machine.
    requestMiddleware: (request: object, done: (request: object) => void) =>
      done({ ...request, timeout: 1_000, proxy: null }),
    logger: loggerOf(log),
  } as unknown as EurekaClient.EurekaMiddlewareConfig;
}

/** The client joins URLs as text: a missing or double slash is not found. */
function toAppsUrl(url: string): string {
  return `${url.replace(/\/+$/, "")}/apps/`;
}

/** For clients of other languages that prefer addresses to names. */
function ownAddress(): string | undefined {
  const addresses = Object.values(networkInterfaces()).flat();
  return addresses.find((it) => it?.family === "IPv4" && !it.internal)?.address;
}

/** The client logs several lines each second: they are for debugging. */
function loggerOf(log: Log) {
  const debug = (...words: unknown[]) => log.debug(words.join(" "));
  return { debug, info: debug, warn: debug, error: debug };
}
