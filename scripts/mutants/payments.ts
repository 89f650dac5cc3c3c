import { inFile, type Mutant } from "./mutant.ts";

const api = "demo99/services/payment-api";
const company = "demo99/services/payment-processor";
const service = [`${api}/test/payment-service.test.ts`];
const histories = [`${api}/test/payment-histories.test.ts`];
const repository = [`${api}/test/payment-repository.test.ts`];
const fields = [`${api}/test/payment.test.ts`];
const client = [`${api}/test/processor-client.test.ts`];
const grpc = [`${api}/test/payment-api.test.ts`];
const charges = [`${company}/test/charges.test.ts`];

/** Faults in payments, and in the fake of their processor. */
export const paymentMutants: Mutant[] = [
  ...inFile(`${api}/src/payment-service.ts`, service, [
    [
      "charge without asking customer-api",
      "!(await customers.has(order.customerReference))",
      "false",
    ],
    [
      "keep a payment whose token is refused",
      "if (error instanceof Invalid) await payments.remove(payment);",
      "",
    ],
    [
      "reply that a cancelled payment was made",
      "return repeat(payment, order);\n    },",
      "return payment;\n    },",
    ],
    [
      "cancel a payment that has succeeded in the meantime",
      "return isPending ? cancel(",
      "return isPending || true ? cancel(",
    ],
    [
      "cancel at recovery what the processor has charged",
      "if (outcome) return settle(get(current), outcome);",
      "",
    ],
    [
      "stop the recovery at the first failure",
      "const ends = await Promise.allSettled(stale.map(recoverOne));",
      "for (const it of stale) await recoverOne(it);\n      const ends = [] as PromiseSettledResult<void>[];",
    ],
    [
      "never cancel at the processor",
      'if (status === "CANCELLED") await processor.cancel(orderId);',
      "",
    ],
    [
      "never refund at the processor",
      'if (status === "REFUNDED") await processor.refund(orderId);',
      "",
    ],
  ]),
  ...inFile(`${api}/src/payment-service.ts`, histories, [
    [
      "overwrite what another call has stored",
      "if (saved) return saved;",
      "return saved ?? next;",
    ],
  ]),
  ...inFile(`${api}/src/payment-states.ts`, service, [
    [
      "accept other data for the same order",
      "if (isSame) return payment;",
      "return payment;",
    ],
    [
      "let a late reply undo a completion",
      '(status === "REQUIRES_ACTION" && isNew)',
      'status === "REQUIRES_ACTION"',
    ],
    [
      "let a second completion replace the first",
      "if (known.approved !== undefined) return known;",
      "",
    ],
    [
      "refund what is not paid",
      'if (known.status !== "PAID") throw refusal(known, "is not paid");',
      "",
    ],
    [
      "cancel a refund",
      '["DECLINED", "REFUNDED", "CANCELLED"]',
      '["DECLINED", "CANCELLED"]',
    ],
    [
      "tell the processor nothing of a cancellation",
      'return { ...cancelled, status: "CANCELLED", openSince: now };',
      'return { ...cancelled, status: "CANCELLED", openSince: undefined };',
    ],
    [
      "leave a payment open that is settled",
      "openSince: isOpen ? openSince : undefined };",
      "openSince };",
    ],
    [
      "forget a payment that its customer may confirm at the processor",
      "openSince: isOpen ? openSince : undefined };",
      "openSince: undefined };",
    ],
  ]),
  ...inFile(`${api}/src/payment-repository.ts`, repository, [
    [
      "overwrite a payment that has changed since it was read",
      "const read = { _id, revision };",
      "const read = { _id };",
    ],
    [
      "remove a payment that has changed since it was read",
      "await collection.deleteOne({ _id: orderId, revision });",
      "await collection.deleteOne({ _id: orderId });",
    ],
    [
      "list payments of the same time twice, or never",
      "{ createdAt, _id: { $lt: orderId } },",
      "{ createdAt },",
    ],
    [
      "find the newest open payments first",
      ".sort({ openSince: 1 })",
      ".sort({ openSince: -1 })",
    ],
  ]),
  ...inFile(`${api}/src/payment.ts`, fields, [
    [
      "accept a card number as a token",
      "/^tok_[a-z_]{1,40}$/",
      "/^\\w[\\w ]{1,40}$/",
    ],
    ["accept a card number as a key", "!/^[\\d_-]{12,}$/.test(text)", "true"],
    [
      "accept a card number in groups as a key",
      "/^[\\d_-]{12,}$/",
      "/^\\d{12,}$/",
    ],
    ["accept an amount of zero", ".min(1n,", ".min(0n,"],
  ]),
  ...inFile(`${api}/src/payment-api.ts`, grpc, [
    [
      "show the URL of an action that is over",
      'status === "REQUIRES_ACTION" ? actionUrl : ""',
      "actionUrl",
    ],
  ]),
  ...inFile(`${api}/src/customer-client.ts`, grpc, [
    [
      "take an unavailable customer-api for an unknown customer",
      "if (error instanceof NotFound) return false;\n        throw error;",
      "return false;",
    ],
  ]),
  ...inFile(`${api}/src/processor-client.ts`, client, [
    [
      "name no field of a refused token",
      'members: { errors: [{ field: "token", message }] },',
      "",
    ],
    ["keep more than four digits of a card", "last4: last4.slice(-4)", "last4"],
    ["have no circuit around the processor", "to, body, circuit", "to, body"],
    [
      "make a new circuit for each call",
      "to, body, circuit",
      "to, body, guard(log)",
    ],
    [
      "take another server for a processor that refuses a charge",
      'if (path === "")',
      "if (!path.at)",
    ],
    [
      "give up where a repetition helps",
      "return status === 409 ?",
      "return status !== 503 ?",
    ],
  ]),
  ...inFile("demo99/commons/outside.ts", client, [
    [
      "wait longer than the client of a request",
      "withDeadline(it, last)",
      "last(it)",
    ],
    [
      "send calls through an open circuit",
      "return protect(call, ",
      "return direct(call, ",
    ],
  ]),
  ...inFile(`${company}/src/charge-service.ts`, charges, [
    [
      "accept a key with other data",
      'if (isSame || known.status === "CANCELLED") return known;',
      "return known;",
    ],
    [
      "leave no tombstone",
      "if (await charges.insert(tombstone)) return tombstone;",
      "if (!(await charges.find(key))) return tombstone;",
    ],
  ]),
  ...inFile(`${company}/src/charge.ts`, charges, [
    [
      "void a charge without moving its money",
      'return enter({ ...charge, status: "CANCELLED" }, "VOID");',
      'return { ...charge, status: "CANCELLED" };',
    ],
    [
      "charge before the required action",
      'return card.status === "SUCCEEDED" ? enter(charge, "CHARGE") : charge;',
      'return enter(charge, "CHARGE");',
    ],
    [
      "complete a charge twice",
      'if (charge.status !== "REQUIRES_ACTION") return charge;\n  if (approved)',
      "if (approved)",
    ],
  ]),
];
