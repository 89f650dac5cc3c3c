/** A fault to put into the code, and the tests of which one has to fail. */
export type Mutant = {
  about: string;
  file: string;
  /** Must be there exactly once. */
  find: string;
  replace: string;
  tests: string[];
};

type Edit = [about: string, find: string, replace: string];

/** Faults in one file that the same tests have to find. */
function inFile(file: string, tests: string[], edits: Edit[]): Mutant[] {
  return edits.map(([about, find, replace]) => {
    return { about, file, find, replace, tests };
  });
}

const inventory = "demo01/services/inventory-api";
const cart = "demo01/services/shoppingcart-api";
const number = "demo01/services/numbergenerator-api";
const registry = "demo02/services/registry";
const health = "demo05/services/health";
const gateway = "demo06/services/gateway";
const tracing = "demo08/services/tracing";
const mongo = "scripts/embedded-mongo";

/** One entry a mutant; a new one goes where its file is. */
export const mutants: Mutant[] = [
  ...inFile(
    `${inventory}/src/stock-repository.ts`,
    [
      `${inventory}/test/stock-repository.test.ts`,
      `${inventory}/test/reservation-service.test.ts`,
    ],
    [
      [
        "decrement stock without the filter",
        "onHand: { $gte: quantity }, ",
        "",
      ],
      ["take the same hold twice", ", [hold]: { $exists: false } },", " },"],
      [
        "give back what is not held",
        `        { _id: number, [hold]: { $exists: true } },
        { $inc: { onHand: quantity }`,
        `        { _id: number },
        { $inc: { onHand: quantity }`,
      ],
      ["keep a hold that was given back", ', $unset: { [hold]: "" } },', " },"],
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
      ["forget an early cancellation", "{ upsert: true, ...after },", "after,"],
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
        'if (status !== "RESERVED") {',
        'if (status === "CANCELLED") {',
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
        "recover nothing",
        "open.map(async ({ orderId }) =>",
        "open.slice(1).map(async ({ orderId }) =>",
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
        "sell at the price of yesterday",
        "const lines = await refresh(cart.lines);",
        "const { lines } = cart;",
      ],
      [
        "leave the cart empty when stock is short",
        "await restore(cartId, orderId);\n          throw refusal",
        "throw refusal",
      ],
      [
        "show a cancelled order",
        'if (order?.status === "CONFIRMED") return order;',
        "if (order) return order;",
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
    `${registry}/src/lease-registry.ts`,
    [`${registry}/test/lease-registry.test.ts`],
    [
      ["forget the lease", "now() > renewedAt + durationMs;", "false;"],
      ["renew nothing", "if (lease) lease.renewedAt = now();", ""],
      ["evict while the network is down", "if (isPreserving) return [];", ""],
      [
        "blame the network for one that crashes alone",
        "const allButOne = Math.max(total - 1, 0);",
        "const allButOne = total;",
      ],
      [
        "evict a whole application at once",
        "shuffle(silent).slice(0, limit)",
        "shuffle(silent)",
      ],
    ],
  ),
  ...inFile(
    `${health}/src/checkup.ts`,
    [`${health}/test/checkup.test.ts`],
    [
      [
        "take an answer to a ping for health",
        ' && saysOf(health) === "UP"',
        "",
      ],
      [
        "take health for an answer to a ping",
        'saysOf(ping) === "pong" && ',
        "",
      ],
    ],
  ),
  ...inFile(
    `${gateway}/src/login-brake.ts`,
    [`${gateway}/test/login-brake.test.ts`],
    [
      [
        "slow no guess down",
        "if (count < harmless) return 0;",
        "if (count < 1e9) return 0;",
      ],
      [
        "never forgive",
        "      failures.delete(guesser);\n      return result;",
        "      return result;",
      ],
      [
        "let guesses run side by side",
        "before.then(() => attempt(guesser, task))",
        "attempt(guesser, task)",
      ],
    ],
  ),
  ...inFile(
    `${gateway}/src/password.ts`,
    [`${gateway}/test/password.test.ts`],
    [
      [
        "use the same salt for all",
        "const salt = randomBytes(16);",
        "const salt = Buffer.alloc(16);",
      ],
    ],
  ),
  ...inFile(
    `${tracing}/src/trace-tree.ts`,
    [`${tracing}/test/trace-tree.test.ts`],
    [
      [
        "lose orphans",
        "findParent(node.span) ?? root",
        "findParent(node.span)",
      ],
      ["keep the order of arrival", "startOf(a) - startOf(b)", "0"],
      [
        "go round in circles",
        "return [...roots, ...cutCycles(nodes, roots)];",
        "return roots;",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/bson/compare.ts`,
    [`${mongo}/test/query.test.ts`, `${mongo}/test/sort-order.test.ts`],
    [
      [
        "take values of two types for equal",
        "if (type !== 0) return type;",
        "",
      ],
      [
        "sort binary data by bytes first",
        "left.length - right.length || Buffer",
        "Buffer",
      ],
      [
        "let NaN equal nothing",
        "return Number(Number.isNaN(right)) - Number(leftIsNaN);",
        "return 1;",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/storage/index.ts`,
    [`${mongo}/test/indexes.test.ts`],
    [
      [
        "let two documents have one unique key",
        "for (const key of unique ? keys : []) {",
        "for (const key of [] as string[]) {",
      ],
      [
        "keep the keys of a changed document",
        "for (const key of from) remove(row, key);",
        "",
      ],
      [
        "index what a partial index leaves out",
        "if (!partial.matches(document)) return false;",
        "",
      ],
      [
        "index one element of an array",
        "leaf.map(keyOf);",
        "leaf.slice(0, 1).map(keyOf);",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/storage/cursors.ts`,
    [`${mongo}/test/cursors.test.ts`],
    [
      [
        "keep all cursors",
        "const tooMany = cursors.size > maxCursors;",
        "const tooMany = false;",
      ],
      [
        "answer more than a message holds",
        "if (batch.length > 0 && bytes > maxDocumentBytes) break;",
        "",
      ],
      [
        "hand a cursor to another collection",
        "if (!cursor || cursor.namespace !== namespace) {",
        "if (!cursor) {",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/commands/write-errors.ts`,
    [
      `${mongo}/test/server.test.ts`,
      `${mongo}/test/update.test.ts`,
      `${mongo}/test/documents.test.ts`,
    ],
    [
      ["continue an ordered batch after an error", "if (ordered) break;", ""],
      [
        "swallow an error of a write",
        "writeErrors.push(writeErrorOf(error, index));",
        "",
      ],
    ],
  ),
  ...inFile(
    `${mongo}/update/operators.ts`,
    [`${mongo}/test/update.test.ts`],
    [
      [
        "take the greater for $min",
        "isBetter(slot, argument, -1)",
        "isBetter(slot, argument, 1)",
      ],
      ["keep the old field of a $rename", "    remove();\n", ""],
    ],
  ),
  ...inFile(
    "scripts/lessons/served-calls.ts",
    ["scripts/lessons/test/served-calls.test.ts"],
    [
      [
        "call an idle service fair",
        "return mean > 0 && shares",
        "return shares",
      ],
      [
        "let a share be two off",
        "Math.abs(calls - mean) <= 1",
        "Math.abs(calls - mean) <= 2",
      ],
    ],
  ),
  ...inFile(
    "scripts/lessons/play.ts",
    ["scripts/lessons/test/play.test.ts"],
    [
      [
        "take a harness error for a verdict",
        'return { result: "harness error", because };',
        'return { result: "holds", because };',
      ],
      ["leave the stage running", "await own?.close();", ""],
    ],
  ),
  ...inFile(
    "scripts/shoppers/tally.ts",
    ["scripts/shoppers/test/report.test.ts"],
    [
      [
        "round a percentile down",
        "Math.ceil((percent / 100)",
        "Math.floor((percent / 100)",
      ],
    ],
  ),
];
