import { inFile, type Mutant } from "./mutant.ts";

const inventory = "demo01/services/inventory-api";
const cart = "demo01/services/shoppingcart-api";
const number = "demo01/services/numbergenerator-api";

/** Faults in the services of the store. */
export const storeMutants: Mutant[] = [
  ...inFile(
    `${inventory}/src/stock-repository.ts`,
    [
      `${inventory}/test/stock-repository.test.ts`,
      `${inventory}/test/reservation-service.test.ts`,
    ],
    [
      [
        "decrement stock without the filter",
        ", onHand: { $gte: quantity } },",
        " },",
      ],
      [
        "take the copies of an order twice",
        "    [hold]: { $exists: false },\n",
        "",
      ],
      [
        "give the copies of an order back twice",
        '{ $add: ["$onHand", held] }, [hold]: 0 }',
        '{ $add: ["$onHand", held] } }',
      ],
      [
        "let an order take copies after its cancellation",
        "{ $or: [isHeld, isNew(number, hold, since)] },",
        "isHeld,",
      ],
      [
        "apply an update that comes too late",
        "    forgottenUntil: { $not: { $gte: since } },\n",
        "",
      ],
      [
        "remove the hold of a cancellation that has just begun",
        "isCancelled ? [orderId, backOf(orderId)] : [orderId],",
        "[orderId, backOf(orderId)].slice(isCancelled ? 0 : 0),",
      ],
      ["give back what was sold more than once", "$set: { [back]: 0 },", ""],
    ],
  ),
  ...inFile(
    `${inventory}/src/reservation-repository.ts`,
    [
      `${inventory}/test/reservation-repository.test.ts`,
      `${inventory}/test/reservation-service.test.ts`,
    ],
    [
      [
        "let a later decision win",
        '{ _id: orderId, status: "PENDING" },',
        "{ _id: orderId },",
      ],
      [
        "forget an early cancellation",
        `$unset: { isGivenBack: "" },
          },
          { upsert: true, ...after },`,
        `$unset: { isGivenBack: "" },
          },
          after,`,
      ],
      [
        "fail at a second cancellation",
        "if (!isDuplicate(error)) throw error;",
        "throw error;",
      ],
      [
        "let two instances resume a reservation",
        "{ _id: orderId, status, since },",
        "{ _id: orderId, status },",
      ],
      [
        "sell what was cancelled",
        'const sold = { ...these, status: "RESERVED" as const };',
        "const sold = these;",
      ],
      [
        "never close a reservation",
        '{ $unset: { openSince: "" } },',
        "{ $set: { lines: [] } },",
      ],
    ],
  ),
  ...inFile(
    `${inventory}/src/reservation-service.ts`,
    [`${inventory}/test/reservation-service.test.ts`],
    [
      [
        "give nothing back when a reservation is refused",
        'if (status === "RESERVED" || isGivenBack) return settled;',
        'if (status !== "CANCELLED" || isGivenBack) return settled;',
      ],
      [
        "reserve a part of an order",
        'missing.length === 0 ? "RESERVED"',
        'missing.length < lines.length ? "RESERVED"',
      ],
      [
        "swallow an error of the database",
        'if (end.status === "rejected") throw end.reason;',
        'if (end.status === "rejected") return true as T;',
      ],
      [
        "give back what was taken before all lines are tried",
        "Promise.allSettled(",
        "Promise.all(",
      ],
      [
        "give a sold order back by its holds",
        "if (isSold) {",
        "if (isSold && !settled) {",
      ],
      [
        "give an order back again and again",
        "await reservations.setGivenBack(orderId);",
        "",
      ],
    ],
  ),
  ...inFile(
    `${inventory}/src/reservation-recovery-service.ts`,
    [`${inventory}/test/reservation-service.test.ts`],
    [
      [
        "resume no reservation",
        "await Promise.all(open.filter((it) => !isOver(it)).map(resume));",
        "",
      ],
      [
        "keep the holds of orders that are over",
        "if (over.length > 0) await forget(over, time);",
        "",
      ],
      [
        "forget holds before the orders are sold",
        "const over = await reservations.sell(orderIds, time);",
        `const reserved = await Promise.all(orderIds.map((orderId) =>
      reservations.open({ orderId, lines: [] })));
    const over = reserved;`,
      ],
      [
        "resume reservations that are new",
        "Date.now() - ageMs",
        "Date.now() + ageMs",
      ],
    ],
  ),
  ...inFile(
    `${cart}/src/cart.ts`,
    [`${cart}/test/cart.test.ts`],
    [
      [
        "replace a quantity instead of adding",
        "quantity: line.quantity + quantity",
        "quantity: line.quantity",
      ],
      [
        "count each line once",
        "line.quantity * line.priceCents",
        "line.priceCents",
      ],
    ],
  ),
  ...inFile(
    `${cart}/src/cart-repository.ts`,
    [
      `${cart}/test/cart-repository.test.ts`,
      `${cart}/test/checkout-service.test.ts`,
    ],
    [
      [
        "begin a checkout of a cart that has changed",
        `        { _id: cartId, version },
        { $set: { lines: {}, checkout }`,
        `        { _id: cartId },
        { $set: { lines: {}, checkout }`,
      ],
      [
        "restore a cart that has changed",
        `        { _id: cartId, version },
        {
          $set: { lines: toRecord(lines) },
          $unset`,
        `        { _id: cartId },
        {
          $set: { lines: toRecord(lines) },
          $unset`,
      ],
      [
        "leave the checkout in the cart",
        `        { _id: cartId, "checkout.orderId": orderId },
        { $unset: { checkout: "" }, ...isChanged },`,
        `        { _id: cartId, "checkout.orderId": orderId },
        isChanged,`,
      ],
      [
        "change a line during its checkout",
        `          checkout: { $exists: false },
        },
        { $set: { [\`\${path}.quantity\`]: quantity }`,
        `        },
        { $set: { [\`\${path}.quantity\`]: quantity }`,
      ],
      [
        "put no limit to a line",
        `[\`\${path}.quantity\`]: { $not: tooMany } },`,
        `"none.such": { $not: tooMany } },`,
      ],
    ],
  ),
  ...inFile(
    `${cart}/src/checkout-service.ts`,
    [`${cart}/test/checkout-service.test.ts`],
    [
      [
        "keep the stock of a checkout that failed",
        "await inventory.cancel(orderId);",
        "",
      ],
      [
        "sell an empty cart",
        'if (cart.lines.length === 0) throw new Conflict("The cart is empty.");',
        "",
      ],
      [
        "sell at a price that the cart did not show",
        "requireShownPrices(cart.lines, lines);",
        "",
      ],
      [
        "sell at a price that is no longer right",
        "const lines = await linesAsShown(cart);",
        "const { lines } = cart;",
      ],
      [
        "sell what the catalogue no longer has",
        "requireSold(cart.lines, items);",
        "",
      ],
      [
        "leave the cart empty when stock is short",
        "await restore(cartId, orderId);\n          throw refusal",
        "throw refusal",
      ],
      [
        "show a cancelled order",
        `if (order?.status === "CONFIRMED") return order;
      throw new NotFound`,
        `if (order) return order;
      throw new NotFound`,
      ],
      [
        "lose an order whose confirmation had no reply",
        `if (order?.status === "CONFIRMED") return order;
        throw error;`,
        "throw order && error;",
      ],
      [
        "recover no checkout",
        "checkout && cancel({ ...cart, checkout }),",
        "checkout && undefined,",
      ],
      [
        "cancel what was confirmed",
        'if (order.status === "CONFIRMED") {',
        'if (order.status === "CANCELLED" && !orderId) {',
      ],
    ],
  ),
  ...inFile(
    `${cart}/src/order-repository.ts`,
    [`${cart}/test/checkout-service.test.ts`],
    [
      [
        "fail where an order was decided before",
        "if (!isDuplicate(error)) throw error;",
        "throw error;",
      ],
    ],
  ),
  ...inFile(
    `${number}/src/number.ts`,
    [`${number}/test/number.test.ts`],
    [
      [
        "weigh the digits the other way round",
        "(i % 2 ? 1 : 3)",
        "(i % 2 ? 3 : 1)",
      ],
      ["give CDs another prefix", 'prefix: "2", length', 'prefix: "3", length'],
      [
        "give a remainder as the check digit",
        "(10 - (sum % 10)) % 10",
        "sum % 10",
      ],
      [
        "let a number grow",
        "if (digits.length !== length - 1) {",
        "if (digits.length > 99) {",
      ],
    ],
  ),
  ...inFile(
    `${number}/src/number-repository.ts`,
    [`${number}/test/number-repository.test.ts`],
    [
      [
        "give one number again and again",
        "{ $inc: { last: 1 } },",
        "{ $inc: { last: 0 } },",
      ],
      [
        "start anew with each instance",
        "if (!isDuplicate(error)) throw error;",
        "throw error;",
      ],
    ],
  ),
  ...inFile(
    `${cart}/src/idempotent-checkout-service.ts`,
    [`${cart}/test/idempotent-checkout-service.test.ts`],
    [
      [
        "order again with the same key",
        "if (error instanceof AlreadyOrdered) return error.order;",
        "if (error instanceof AlreadyOrdered) return checkout(cartId);",
      ],
      [
        "forget the earlier outcome",
        "beforeBegin: () => replay(cartId, key),",
        "",
      ],
      [
        "forget which order a key has begun",
        "onBegin: (orderId) => keys.remember(cartId, { key, orderId }),",
        "",
      ],
      [
        "repeat a 503 for ever",
        "if (isRefusal && !(error instanceof AlreadyRefused)) {",
        "if (error instanceof Conflict || error instanceof Error) {",
      ],
      [
        "forget a refusal",
        "await keys.remember(cartId, { key, refusal: { message, members } });",
        "",
      ],
    ],
  ),
  ...inFile(
    `${cart}/src/checkout-key-repository.ts`,
    [`${cart}/test/idempotent-checkout-service.test.ts`],
    [
      [
        "keep a key for ever",
        "entry.key === key && entry.at > oldest()",
        "entry.key === key",
      ],
      ["keep any number of keys", ", -maxEntries],", ", -1_000],"],
      [
        "share the keys of all customers",
        "collection.findOne({ _id: cartId })",
        'collection.findOne({ "entries.key": key, _id: { $exists: Boolean(cartId) } })',
      ],
      [
        "store every key for ever",
        "await collection.deleteMany({ latestAt: { $lt: oldest() } });",
        "",
      ],
    ],
  ),
];
