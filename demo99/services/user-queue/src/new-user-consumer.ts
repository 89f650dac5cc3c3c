import type { Broker } from "#commons/broker.ts";
import { parse } from "#commons/validate.ts";
import { newUser } from "./new-user.ts";
import type { NewUserService } from "./new-user-service.ts";

/** Consumes user.created: one queue for each work that a sign-up causes. */
export function createNewUserConsumer(
  broker: Pick<Broker, "consume">,
  newUsers: NewUserService,
  waitsMs: number[],
) {
  const topics = ["user.created"];
  const queue = { name: "user-slack", topics, waitsMs };

  return {
    async start(): Promise<void> {
      await broker.consume(queue, async (event) =>
        newUsers.announce(event.id, parse(newUser, event.content)),
      );
    },
  };
}
