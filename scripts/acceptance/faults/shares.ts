import { expect } from "chai";
import { until } from "../../testing/until.ts";
import { listen } from "../hooks.ts";

/** Calls that reach one instance of a service, and how it logs them. */
export type Traffic = {
  service: string;
  call: () => Promise<unknown>;
  logged: RegExp;
};

/** Makes calls one after the other, and counts them by instance. */
async function sharesOf(traffic: Traffic, count: number) {
  const shares: Record<string, number> = {};
  let served = 0;
  const stop = listenTo(traffic, (id) => {
    shares[id] = (shares[id] ?? 0) + 1;
    served++;
  });
  try {
    for (let made = 0; made < count; made++) await traffic.call();
    await until("every call is in the log", () => served >= count);
  } finally {
    stop();
  }
  return shares;
}

/** Each instance serves its share of one caller's calls, plus or minus one. */
export async function expectFairness(traffic: Traffic, instances: number) {
  const each = 10;
  const shares = await sharesOf(traffic, instances * each);
  expect(Object.keys(shares)).to.have.length(instances);
  for (const [id, share] of Object.entries(shares)) {
    expect(share, id).to.be.within(each - 1, each + 1);
  }
}

/** Waits until this one of the instances serves such a call. */
export async function untilServing(index: number, traffic: Traffic) {
  const id = `${traffic.service}/${index}`;
  let hasServed = false;
  const stop = listenTo(traffic, (by) => {
    hasServed ||= by === id;
  });
  await until(`${id} serves a call`, () => hasServed, {
    withinMs: 15_000,
  }).finally(stop);
}

function listenTo(
  { service, logged }: Traffic,
  serve: (instanceId: string) => void,
) {
  return listen((id, line) => {
    if (id.startsWith(`${service}/`) && logged.test(line)) serve(id);
  });
}
