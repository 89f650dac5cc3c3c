import type { Broker, Message, Queue } from "#commons/broker.ts";
import { parse } from "#commons/validate.ts";
import { changedUser, newUser } from "./new-user.ts";
import type { NewUserService } from "./new-user-service.ts";

/** Consumes the events of users: one queue for each work that they cause. */
export function createNewUserConsumer(
  broker: Pick<Broker, "consume">,
  newUsers: NewUserService,
  waitsMs: number[],
) {
  const forStaff: Queue = {
    name: "user-slack",
    topics: ["user.created"],
    waitsMs,
  };
  // In one queue, so that a change follows the registration.
  const forCustomers: Queue = {
    name: "user-customer",
    topics: ["user.created", "user.updated"],
    waitsMs,
  };

  function keepCustomer({ topic, content }: Message): Promise<void> {
    return topic === "user.created"
      ? newUsers.register(parse(newUser, content))
      : newUsers.update(parse(changedUser, content));
  }

  return {
    async start(): Promise<void> {
      await broker.consume(forStaff, async (event) =>
        newUsers.announce(event.id, parse(newUser, event.content)),
      );
      await broker.consume(forCustomers, async (event) => keepCustomer(event));
    },
  };
}
