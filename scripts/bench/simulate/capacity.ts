import { round } from "../../shoppers/deck.ts";
import type { Component, Costs } from "../load/costs.ts";
import type { Station } from "./queues.ts";

/** What orders need time of: a component, or the cores of the machine. */
export type Resource = {
  name: string;
  /** Instances, or cores. */
  servers: number;
  /** CPU time for one order, in ms. */
  cpuMs: number;
  /** CPU time without orders, in ms a second. */
  restMs: number;
};

/** What a number of orders needs, with reserves. */
export type Needs = {
  instances: Map<string, number>;
  cores: number;
  gigabytes: number;
  dollarsAMonth: number;
};

export const requestsAnOrder = round.browse + round.cart + round.checkout;
/** Above this utilisation, waits grow fast: half full, they double. */
export const target = 0.6;
/** Usual prices of clouds, on demand. */
export const prices = { vcpuHour: 0.04, gigabyteHour: 0.0045 };
const hoursAMonth = 730;
const secondsADay = 86_400;

export const cpuMsOf = ({ browseMs, buyMs }: Component) => browseMs + buyMs;

/** `peak`: how much more than the mean there is in the busiest hour. */
export const ordersASecond = (ordersADay: number, peak: number) =>
  (ordersADay * peak) / secondsADay;

export const ordersADay = (ordersASecond: number, peak: number) =>
  (ordersASecond * secondsADay) / peak;

/** The cores first, then the components. */
export function resourcesOf({ components }: Costs, cores: number): Resource[] {
  const all = components.map((component) => ({
    name: component.name,
    servers: component.instances,
    cpuMs: cpuMsOf(component),
    restMs: component.restMs,
  }));
  const sum = (value: (it: Resource) => number) =>
    all.reduce((total, it) => total + value(it), 0);
  const machine = {
    ...{ name: `${cores} cores`, servers: cores },
    ...{ cpuMs: sum((it) => it.cpuMs), restMs: sum((it) => it.restMs) },
  };
  return [machine, ...all];
}

/** The share of its time that so many orders a second take. */
export const utilisationOf = (
  { servers, cpuMs, restMs }: Resource,
  orders: number,
) => (orders * cpuMs + restMs) / 1_000 / servers;

/** The orders a second above which its queue grows without end. */
export const limitOf = ({ servers, cpuMs, restMs }: Resource) =>
  Math.max(servers * 1_000 - restMs, 0) / cpuMs;

/** The resources by their limits, the lowest first. */
export const byLimit = (resources: Resource[]) =>
  resources.toSorted((one, other) => limitOf(one) - limitOf(other));

/** The components as a request of a shopper visits them. */
export function stationsOf({ components }: Costs): Station[] {
  return components
    .filter((component) => cpuMsOf(component) > 0)
    .map((component) => {
      // The engines count no calls: one for each request.
      const callsAnOrder = component.calls || requestsAnOrder;
      return {
        name: component.name,
        servers: component.instances,
        calls: callsAnOrder / requestsAnOrder,
        serviceMs: cpuMsOf(component) / callsAnOrder,
      };
    });
}

/** Instances, cores and memory of which so many orders take six tenths. */
export function needsFor({ components }: Costs, orders: number): Needs {
  const instances = new Map<string, number>();
  let [cpuMs, bytes] = [0, 0];
  for (const component of components) {
    const { name, instances: now } = component;
    const restMs = component.restMs / now;
    const work = orders * cpuMsOf(component);
    const needed = Math.ceil(work / (1_000 * target - restMs));
    const count = Math.max(needed, now);
    instances.set(name, count);
    cpuMs += work + restMs * count;
    bytes += (component.bytes / now) * count;
  }
  const cores = Math.ceil(cpuMs / 1_000 / target);
  const gigabytes = bytes / 1e9;
  const { vcpuHour, gigabyteHour } = prices;
  const anHour = cores * vcpuHour + gigabytes * gigabyteHour;
  const dollarsAMonth = anHour * hoursAMonth;
  return { instances, cores, gigabytes, dollarsAMonth };
}
