import type { InstanceRow, Overview } from "../src/overview-service.ts";
import type { RegisteredInstance } from "../src/watched.ts";
import { type FakeInstance, startInstance } from "./start-instance.ts";
import { startMonitoring } from "./start-monitoring.ts";

export type TestScene = Awaited<ReturnType<typeof startScene>>;

/** Monitoring of two instances of book-api. */
export async function startScene() {
  const one = await startInstance("book-api", "book-api:1");
  const two = await startInstance("book-api", "book-api:2");
  const registered: RegisteredInstance[] = [one, two];
  const monitoring = await startMonitoring(registered);

  async function overview(): Promise<Overview> {
    return (await monitoring.get("/overview")).body;
  }

  return {
    ...{ one, two, registered, monitoring, overview },

    async row(instanceId: string): Promise<InstanceRow> {
      const { services } = await overview();
      const rows = services.flatMap(({ instances }) => instances);
      return rows.find((it) => it.instanceId === instanceId) as InstanceRow;
    },

    async unhealthy(): Promise<string[]> {
      const { body } = await monitoring.get("/unhealthy");
      return body.unhealthy.map(({ instanceId }: InstanceRow) => instanceId);
    },

    deregister(instance: FakeInstance) {
      registered.splice(registered.indexOf(instance), 1);
    },
  };
}
