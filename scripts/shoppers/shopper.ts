import type {
  CartLine,
  Kind as ItemKind,
} from "../../demo01/client/store-client.ts";
import type { Answer, Customer, Store } from "../lessons/store.ts";
import { type Cart, createCarts } from "./carts.ts";
import type { Kind } from "./deck.ts";
import { mistakesOf } from "./mistakes.ts";

/** A response, and the status of the expected refusal, if any. */
export type Visit = {
  kind: Kind;
  answer: Answer<unknown>;
  dueStatus: number | undefined;
};

type Item = Pick<CartLine, "kind" | "number">;

const words = ["the", "a", "love", "blue", "night", "road", "data", "king"];
const restocked = 200;

type Trip = { store: Store; items: Item[]; customers?: Customer[] | undefined };

/** The requests of shoppers for these items, one at a time. */
export function createShopper(
  { store, items, customers }: Trip,
  random: () => number = Math.random,
) {
  const { client, guest, answerOf } = store;
  const carts = createCarts(client, customers);
  const oneOf = <T>(list: T[]) => list[Math.floor(random() * list.length)] as T;
  const catalogs = [guest.books, guest.cds, guest.dvds];
  const mistakes = mistakesOf(store, () => oneOf(items), customers);

  const looks: (() => Promise<unknown>)[] = [
    () => oneOf(catalogs).search({ limit: 12 }),
    () => oneOf(catalogs).search({ q: oneOf(words) }),
    () => look(oneOf(items)),
    () => guest.stock.list([oneOf(items).number, oneOf(items).number]),
  ];

  function look({ kind, number }: Item) {
    return guest[catalogOf[kind]].get(number);
  }

  async function fillCart() {
    const cart = carts.toFill();
    const call: Promise<unknown> = cart ? addTo(cart) : look(oneOf(items));
    const answer = await answerOf(call);
    return { kind: "cart" as const, answer, dueStatus: undefined };
  }

  async function addTo(cart: Cart) {
    cart.adding++;
    try {
      await cart.client.carts.add(cart.id, { ...oneOf(items), quantity: 1 });
      cart.taken++;
    } finally {
      cart.adding--;
    }
  }

  /** Items that are sold out get new stock, so that checkouts continue. */
  async function checkOut(cart: Cart) {
    cart.isPaying = true;
    const answer = await answerOf(cart.client.carts.checkout(cart.id));
    const isSoldOut = !answer.ok && answer.status === 409;
    if (isSoldOut) await restock(cart);
    else carts.leave(cart);
    cart.isPaying = false;
    const dueStatus = isSoldOut ? 409 : undefined;
    return { kind: "checkout" as const, answer, dueStatus };
  }

  async function restock({ id, client: customer }: Cart) {
    const cart = await answerOf(customer.carts.get(id));
    for (const { number, quantity } of cart.ok ? cart.body.lines : []) {
      await answerOf(client.stock.set(number, restocked + quantity));
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
      const [dueStatus, call] = oneOf(mistakes);
      return { kind, answer: await answerOf(call()), dueStatus };
    }
    // Without a full cart, a checkout becomes an addition to a cart.
    const cart = kind === "checkout" ? carts.toPay() : undefined;
    return cart ? checkOut(cart) : fillCart();
  };
}

const catalogOf = { book: "books", cd: "cds", dvd: "dvds" } as const;

/** Some items of each kind. */
export async function findItems({ guest, answerOf }: Store): Promise<Item[]> {
  const kinds = Object.keys(catalogOf) as ItemKind[];
  const pages = await Promise.all(
    kinds.map((kind) => {
      const found: Promise<{ items: { number: string }[] }> = guest[
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
