import { expect } from "chai";
import { until } from "../../testing/until.ts";
import { runningStage } from "../hooks.ts";

type Applications = {
  applications: {
    application: { instance: { app: string; port: { $: number } }[] }[];
  };
};

/** The registered instances, as "book-api:8081", sorted. */
export async function registered(): Promise<string[]> {
  const response = await fetch(
    `${runningStage().url("registry")}/eureka/apps`,
    { headers: { accept: "application/json" } },
  );
  const { applications } = (await response.json()) as Applications;
  return applications.application
    .flatMap(({ instance }) => instance)
    .map(({ app, port }) => `${app.toLowerCase()}:${port.$}`)
    .sort();
}

/** Waits until exactly these are registered. */
export async function untilRegistered(expected: string[], withinMs = 10_000) {
  await until(
    "all are registered",
    async () => expect(await registered()).to.deep.equal(expected),
    { withinMs },
  );
}

/** Waits until no instance is registered at this address. */
export async function untilGone(url: string, withinMs = 15_000) {
  const { port } = new URL(url);
  await until(
    `no instance is registered at port ${port}`,
    async () => !(await registered()).some((one) => one.endsWith(`:${port}`)),
    { withinMs },
  );
}
