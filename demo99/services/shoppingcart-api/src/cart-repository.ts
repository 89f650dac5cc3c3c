import { type Database, isDuplicate } from "#commons/database.ts";
import { maxQuantity } from "#commons/validate.ts";
import type { Cart, CartLine, CartWithCheckout, Checkout } from "./cart.ts";

/** Lines by number: `$inc` then adds to one without reading it first. */
type Document = {
  _id: string;
  version: number;
  lines: Record<string, Omit<CartLine, "number">>;
  checkout?: Checkout;
};

export type CartRepository = ReturnType<typeof createCartRepository>;

/** One document for each cart, so that every change of a cart is atomic. */
export function createCartRepository(database: Database) {
  const collection = database.collection<Document>("carts");
  const isChanged = { $inc: { version: 1 } };

  return {
    async prepare() {
      await collection.createIndex({ "checkout.since": 1 });
    },

    /** The cart; an unused id is an empty cart. */
    async get(cartId: string): Promise<Cart> {
      const document = await collection.findOne({ _id: cartId });
      return document ? toCart(document) : { cartId, version: 0, lines: [] };
    },

    /** False if the line would exceed `maxQuantity`. */
    async addLine(cartId: string, { number, quantity, ...item }: CartLine) {
      const path = `lines.${number}`;
      const tooMany = { $gt: maxQuantity - quantity };
      const details = Object.entries(item).map(([field, value]) => [
        `${path}.${field}`,
        value,
      ]);
      const add = () =>
        collection.updateOne(
          { _id: cartId, [`${path}.quantity`]: { $not: tooMany } },
          {
            $inc: { [`${path}.quantity`]: quantity, version: 1 },
            $set: Object.fromEntries(details),
          },
          { upsert: true },
        );
      // Again: a cart that was created in the meantime may match now.
      return (await isDone(add())) || (await isDone(add()));
    },

    /** Whether the line was there and free to change, in this version. */
    async setQuantity(
      { cartId, version }: Pick<Cart, "cartId" | "version">,
      number: string,
      quantity: number,
    ) {
      const path = `lines.${number}`;
      const result = await collection.updateOne(
        {
          _id: cartId,
          version,
          [path]: { $exists: true },
          checkout: { $exists: false },
        },
        { $set: { [`${path}.quantity`]: quantity }, ...isChanged },
      );
      return result.matchedCount === 1;
    },

    /** Whether the line was there and free to change. */
    async removeLine(cartId: string, number: string) {
      const path = `lines.${number}`;
      const result = await collection.updateOne(
        {
          _id: cartId,
          [path]: { $exists: true },
          checkout: { $exists: false },
        },
        { $unset: { [path]: "" }, ...isChanged },
      );
      return result.matchedCount === 1;
    },

    /** Stores the titles and prices of lines, unless the cart has changed. */
    async remember({ cartId, version }: Cart, lines: CartLine[]) {
      const shown = lines.flatMap(({ number, title, priceCents }) => [
        [`lines.${number}.title`, title],
        [`lines.${number}.priceCents`, priceCents],
      ]);
      await collection.updateOne(
        { _id: cartId, version },
        { $set: Object.fromEntries(shown), ...isChanged },
      );
    },

    /** Moves the lines into a checkout, unless the cart has changed. */
    async beginCheckout({ cartId, version }: Cart, checkout: Checkout) {
      const result = await collection.updateOne(
        { _id: cartId, version },
        { $set: { lines: {}, checkout }, ...isChanged },
      );
      return result.matchedCount === 1;
    },

    /** Whether the checkout was still there, to wait for its customer. */
    async awaitAction(cartId: string, orderId: string) {
      const result = await collection.updateOne(
        { _id: cartId, "checkout.orderId": orderId },
        { $set: { "checkout.awaitsAction": true } },
      );
      return result.matchedCount === 1;
    },

    /** The cart whose customer has confirmed; undefined without a checkout. */
    async resumeCheckout(cartId: string, orderId: string) {
      const document = await collection.findOneAndUpdate(
        {
          _id: cartId,
          "checkout.orderId": orderId,
          "checkout.awaitsAction": { $exists: true },
        },
        {
          $set: {
            "checkout.awaitsAction": false,
            "checkout.since": new Date(),
          },
        },
        { returnDocument: "after" },
      );
      return document ? (toCart(document) as CartWithCheckout) : undefined;
    },

    /** The lines of the checkout have become an order. */
    async endCheckout(cartId: string, orderId: string) {
      await collection.updateOne(
        { _id: cartId, "checkout.orderId": orderId },
        { $unset: { checkout: "" }, ...isChanged },
      );
    },

    /** Ends a checkout with these lines as the cart, unless it has changed. */
    async undoCheckout({ cartId, version }: Cart, lines: CartLine[]) {
      const result = await collection.updateOne(
        { _id: cartId, version },
        {
          $set: { lines: toRecord(lines) },
          $unset: { checkout: "" },
          ...isChanged,
        },
      );
      return result.matchedCount === 1;
    },

    /** Begun before `time`, and waiting for their customer or not. */
    async findCheckoutsBefore(time: Date, awaitsAction: boolean) {
      const begun = {
        "checkout.since": { $lt: time },
        "checkout.awaitsAction": awaitsAction || { $ne: true },
      };
      const documents = await collection.find(begun).limit(100).toArray();
      return documents.map((document) => toCart(document) as CartWithCheckout);
    },
  };
}

function toCart({ _id, version, lines = {}, checkout }: Document): Cart {
  const withNumbers = Object.entries(lines).map(([number, line]) => ({
    kind: line.kind,
    number,
    title: line.title,
    quantity: line.quantity,
    priceCents: line.priceCents,
  }));
  return { cartId: _id, version, lines: withNumbers, checkout };
}

function toRecord(lines: CartLine[]): Document["lines"] {
  return Object.fromEntries(lines.map(({ number, ...line }) => [number, line]));
}

/** False if the document exists but does not match the filter. */
async function isDone(upsert: Promise<unknown>): Promise<boolean> {
  try {
    await upsert;
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
