import type { Broker, Queue } from "#commons/broker.ts";
import { parse } from "#commons/validate.ts";
import { newUser } from "./new-user.ts";
import type { NewUserService } from "./new-user-service.ts";

/** Consumes user.created: one queue for each work that a sign-up causes. */
export function createNewUserConsumer(
  broker: Pick<Broker, "consume">,
  newUsers: NewUserService,
  waitsMs: number[],
) {
  const queueFor = (name: string): Queue => {
    return { name, topics: ["user.created"], waitsMs };
  };

  return {
    async start(): Promise<void> {
      await broker.consume(queueFor("user-slack"), async (event) =>
        newUsers.announce(event.id, parse(newUser, event.content)),
      );
      await broker.consume(queueFor("user-customer"), async (event) =>
        newUsers.register(parse(newUser, event.content)),
      );
    },
  };
}
