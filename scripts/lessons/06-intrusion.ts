import { randomUUID } from "node:crypto";
import { findSigningKey } from "../tokens/signing-key.ts";
import { claimsOf, type SigningKey, signToken } from "../tokens/token.ts";
import { type Intruder, intrudersWith, makeKey } from "./intruders.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
} from "./lesson.ts";
import { connect, type Store, summarize } from "./store.ts";

export type Intrusion = { doors: string[]; attempts: Attempt[]; peeks: Peek[] };

/** To add a book. `isIn`: everybody finds it in the shop afterwards. */
export type Attempt = Peek & Pick<Intruder, "who" | "due"> & { isIn: boolean };

/** To look into somebody else's cart. */
type Peek = { door: string; status: number };

const fields = { author: "I. Truder", year: 2026, priceCents: 1 };

/** Who writes? Nobody asks, or everybody does. */
export const intrusion: Lesson<Intrusion> = {
  stage: "demo06",
  title: "somebody adds a book who may not",

  async stimulus(scene) {
    const { stage, story } = scene;
    const store = await connect(stage);
    await seeWhoMay(scene, store);
    // Where nobody checks a signature, any key will do.
    const key = (await findSigningKey(stage)) ?? makeKey();
    const doors = unique([store.urls.books, stage.url("book-api")]);
    story.sees(`The ways in: ${doors.join(" and ")}.`);

    const attempts: Attempt[] = [];
    for (const intruder of intrudersWith(key)) {
      story.does(`Add a book as ${intruder.who}.`);
      for (const door of doors) {
        attempts.push(await tryToAdd(scene, store, intruder, door));
      }
    }
    const peeks = await peekIntoCart(scene, store, key);
    return { doors, attempts, peeks };
  },

  symptom: {
    expectation:
      "nobody asks who it is: a book that anybody adds is in the shop, and anybody looks into any cart.",
    async judge(_, { attempts, peeks }) {
      const refused = attempts.filter(({ isIn }) => !isIn);
      if (refused.length > 0) return doesNotHold(listOf(refused));
      const isSeen = peeks.every(({ status }) => status === 200);
      if (!isSeen) return doesNotHold("Somebody asks who looks into a cart.");
      return holds(`Nobody asked, and all ${attempts.length} books got in.`);
    },
  },

  cure: {
    expectation:
      "each is told 401 or 403 as due, at the gateway and around it, and nothing has changed; those who may still can.",
    async judge(_, { doors, attempts, peeks }) {
      if (doors.length < 2) return doesNotHold("There is no gateway.");
      const wrong = attempts.filter(
        ({ status, due, isIn }) => status !== due || isIn,
      );
      if (wrong.length > 0) return doesNotHold(listOf(wrong));
      const seen = peeks.find(({ status }) => status !== 403);
      if (seen) return doesNotHold(`${seen.door} showed alice bob's cart.`);
      return holds(`${attempts.length} attempts, and no book got in.`);
    },
  },

  broken: {
    about: "a gateway and services that read a token, but skip its signature",
    edits: [
      {
        file: "commons/auth.ts",
        find: "    verify(req, res, (error?: unknown) => {",
        replace: `    const [, claims] = String(getToken(req)).split(".");
    if (claims) req.auth = JSON.parse(Buffer.from(claims, "base64url"));
    const believe = (_req, _res, next) => next();
    believe(req, res, (error?: unknown) => {`,
      },
    ],
  },
};

/** All is well for those who may. */
async function seeWhoMay({ story }: Scene, store: Store) {
  const { answerOf, guest } = store;
  story.does("Add a book as the staff, and look at it as anybody.");
  const added = await store.addBook();
  if (!added.ok) throw new Error(`Not added: ${summarize([added])}`);
  const { number } = added.body;
  const read = await answerOf(guest.books.get(number));
  assume(read.ok, "It cannot be seen.");
  story.sees("201, then 200.");
  for (const { name, client } of (await store.logInCustomers()) ?? []) {
    const line = { kind: "book", number, quantity: 1 } as const;
    const filled = await answerOf(client.carts.add(name, line));
    assume(filled.ok, `${name} cannot buy it.`);
    story.sees(`200 when ${name} puts it into the cart.`);
  }
}

async function peekIntoCart(
  { stage, story }: Scene,
  { urls }: Store,
  key: SigningKey,
): Promise<Peek[]> {
  const alice = signToken(claimsOf("alice", "customer"), key);
  const peeks: Peek[] = [];
  story.does("Look into bob's cart as alice.");
  for (const door of unique([urls.carts, stage.url("shoppingcart-api")])) {
    const { status } = await send("GET", `${door}/carts/bob`, alice);
    story.sees(`${door}: ${status}`);
    peeks.push({ door, status });
  }
  return peeks;
}

async function tryToAdd(
  { story }: Scene,
  { answerOf, guest }: Store,
  { who, token, due }: Intruder,
  door: string,
): Promise<Attempt> {
  const title = `Nobody ordered this ${randomUUID()}`;
  const book = { ...fields, title };
  const { status } = await send("POST", `${door}/books`, token, book);
  const found = await answerOf(guest.books.search({ q: title }));
  assume(found.ok, "The shop cannot be searched.");
  const isIn = found.body.items.length > 0;
  const where = isIn ? "it is in the shop" : "it is not in the shop";
  story.sees(`${door}: ${status}, ${where}`);
  return { who, due, door, status, isIn };
}

async function send(
  method: string,
  url: string,
  token: string | undefined,
  body?: unknown,
) {
  const response = await fetch(url, {
    method,
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  await response.text();
  return response;
}

function listOf(attempts: Attempt[]) {
  return attempts
    .map(
      ({ who, door, status, due, isIn }) =>
        `${who}, at ${door}: ${status}, due was ${due}${isIn ? "; the book is in" : ""}.`,
    )
    .join("\n");
}

function unique(urls: string[]) {
  return [...new Set(urls)];
}
