import { randomUUID } from "node:crypto";
import type {
  CartLine,
  Kind as ItemKind,
} from "../../demo01/client/store-client.ts";
import type { Answer, Store } from "../lessons/store.ts";
import type { Kind } from "./deck.ts";

/** An answer, and the status of the refusal that was due, if one was. */
export type Visit = {
  kind: Kind;
  answer: Answer<unknown>;
  dueStatus: number | undefined;
};

type Item = Pick<CartLine, "kind" | "number">;
type Cart = { id: string; items: Item[]; taken: number };

const words = ["the", "a", "love", "blue", "night", "road", "data", "king"];
const linesPerCart = 3;
const restocked = 200;

/** What shoppers do with these items, one request at a time. */
export function createShopper(
  { client, answerOf }: Store,
  items: Item[],
  random: () => number = Math.random,
) {
  const filled: Cart[] = [];
  let filling = newCart();

  const oneOf = <T>(list: T[]) => list[Math.floor(random() * list.length)] as T;
  const catalogs = [client.books, client.cds, client.dvds];

  const looks: (() => Promise<unknown>)[] = [
    () => oneOf(catalogs).search({ limit: 12 }),
    () => oneOf(catalogs).search({ q: oneOf(words) }),
    () => look(oneOf(items)),
    () => client.stock.list([oneOf(items).number, oneOf(items).number]),
  ];

  const wrongs: [dueStatus: number, call: () => Promise<unknown>][] = [
    [400, () => client.books.search({ limit: 0 })],
    [404, () => client.cds.get("999999999999")],
    [
      400,
      () => client.carts.add(newCart().id, { ...oneOf(items), quantity: 0 }),
    ],
    [409, () => client.carts.checkout(newCart().id)],
  ];

  function look({ kind, number }: Item) {
    return client[catalogOf[kind]].get(number);
  }

  async function fillCart() {
    const cart = filling;
    const item = oneOf(items);
    cart.items.push(item);
    if (cart.items.length === linesPerCart) filling = newCart();
    const added = await answerOf(
      client.carts.add(cart.id, { ...item, quantity: 1 }),
    );
    // Not before all is in it: nobody pays while still taking things.
    if (added.ok && ++cart.taken === linesPerCart) filled.push(cart);
    return { kind: "cart" as const, answer: added, dueStatus: undefined };
  }

  /** What is sold out is delivered again: shoppers do not run dry. */
  async function checkOut(cart: Cart) {
    const answer = await answerOf(client.carts.checkout(cart.id));
    const isSoldOut = !answer.ok && answer.status === 409;
    if (isSoldOut) await restock(cart.items);
    const dueStatus = isSoldOut ? 409 : undefined;
    return { kind: "checkout" as const, answer, dueStatus };
  }

  async function restock(sold: Item[]) {
    for (const { number } of sold) {
      await answerOf(client.stock.set(number, restocked));
    }
  }

  return async function visit(kind: Kind): Promise<Visit> {
    if (kind === "browse") {
      return {
        kind,
        answer: await answerOf(oneOf(looks)()),
        dueStatus: undefined,
      };
    }
    if (kind === "wrong") {
      const [dueStatus, call] = oneOf(wrongs);
      return { kind, answer: await answerOf(call()), dueStatus };
    }
    // Whoever has nothing to pay for takes something first.
    const cart = kind === "checkout" ? filled.shift() : undefined;
    return cart ? checkOut(cart) : fillCart();
  };
}

const catalogOf = { book: "books", cd: "cds", dvd: "dvds" } as const;

/** A few items of each kind, to look at and to buy. */
export async function findItems({ client, answerOf }: Store): Promise<Item[]> {
  const kinds = Object.keys(catalogOf) as ItemKind[];
  const pages = await Promise.all(
    kinds.map((kind) => {
      const found: Promise<{ items: { number: string }[] }> = client[
        catalogOf[kind]
      ].search({ limit: 30 });
      return answerOf(found);
    }),
  );
  return pages.flatMap((page, i) => {
    const kind = kinds[i] as ItemKind;
    const found = page.ok ? page.body.items : [];
    return found.map(({ number }) => ({ kind, number }));
  });
}

function newCart(): Cart {
  return { id: `shopper-${randomUUID()}`, items: [], taken: 0 };
}
