import { randomUUID } from "node:crypto";
import { findSigningKey } from "../tokens/signing-key.ts";
import { claimsOf, type SigningKey, signToken } from "../tokens/token.ts";
import { type FalseGateway, registerFalseGateway } from "./false-gateway.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
} from "./lesson.ts";
import { connect, type Store, summarize } from "./store.ts";
import {
  makeKey,
  type RefusedToken,
  tokensToRefuse,
} from "./tokens-to-refuse.ts";

export type Intrusion = {
  /** The URLs at which a book can be added. */
  doors: string[];
  attempts: Attempt[];
  peeks: Peek[];
  falseGateway: FalseGateway;
  /** The status of an add while the gateway is down; undefined without one. */
  withoutGateway: number | undefined;
};

/** An attempt to add a book; `isAdded`: the shop lists it afterwards. */
export type Attempt = Peek &
  Pick<RefusedToken, "about" | "due"> & { isAdded: boolean };

/** An attempt to read the cart of another customer. */
type Peek = { door: string; status: number };

const fields = { author: "I. Truder", year: 2026, priceCents: 1 };

/** Writes without permission, at each door. */
export const intrusion: Lesson<Intrusion> = {
  stage: "demo06",
  title: "books are added without permission",

  async stimulus(scene) {
    const { stage, story } = scene;
    const store = await connect(stage);
    await useWithPermission(scene, store);
    // Without verification of signatures, any key has the same result.
    const key = (await findSigningKey(stage)) ?? makeKey();
    const doors = unique([store.urls.books, stage.url("book-api")]);

    const attempts: Attempt[] = [];
    for (const refused of tokensToRefuse(key)) {
      story.does(`Add a book with ${refused.about}.`);
      for (const door of doors) {
        attempts.push(await tryToAdd(scene, store, refused, door));
      }
    }
    const peeks = await readOtherCart(scene, store, key);
    const falseGateway = await registerFalseGateway(scene);
    const withoutGateway = await addWithoutGateway(scene, key);
    return { doors, attempts, peeks, falseGateway, withoutGateway };
  },

  symptom: {
    expectation:
      "without any check, each book is added, alice reads bob's cart, and the registry accepts a false gateway.",
    async judge(_, { attempts, peeks, falseGateway }) {
      const refused = attempts.filter(({ isAdded }) => !isAdded);
      if (refused.length > 0) return doesNotHold(listOf(refused));
      const isRead = peeks.every(({ status }) => status === 200);
      if (!isRead) return doesNotHold("Alice cannot read bob's cart.");
      if (!falseGateway.isListed) {
        return doesNotHold("The registry refuses a false gateway.");
      }
      return holds(`All ${attempts.length} books were added.`);
    },
  },

  cure: {
    expectation:
      "each attempt is refused with 401 or 403 as due, at the gateway and at the service, and changes nothing; with permission, all works, and service to service even without the gateway.",
    async judge(_, { doors, attempts, peeks, falseGateway, withoutGateway }) {
      if (doors.length < 2) return doesNotHold("There is no gateway.");
      const wrong = attempts.filter(
        ({ status, due, isAdded }) => status !== due || isAdded,
      );
      if (wrong.length > 0) return doesNotHold(listOf(wrong));
      const read = peeks.find(({ status }) => status !== 403);
      if (read) return doesNotHold(`${read.door} shows bob's cart to alice.`);
      if (falseGateway.status !== 401 || falseGateway.isListed) {
        return doesNotHold("The registry accepts a false gateway.");
      }
      if (withoutGateway !== 201) {
        return doesNotHold(`Without the gateway: ${withoutGateway}.`);
      }
      return holds(
        `${attempts.length} attempts, and no book was added. Services sign the tokens of their own calls, and need no gateway for them.`,
      );
    },
  },

  broken: [
    {
      about: "a gateway and services that do not verify a token's signature",
      edits: [
        {
          file: "commons/requests/authenticate.ts",
          find: "    verify(req, res, (error?: unknown) => {",
          replace: `    const [, claims] = (getToken(req) ?? "").split(".");
    if (claims) req.auth = JSON.parse(Buffer.from(claims, "base64url"));
    const skip = (_req, _res, then) => then();
    skip(req, res, (error?: unknown) => {`,
        },
      ],
    },
    {
      about: "a registry that requires no password",
      edits: [
        {
          file: "services/registry/src/main.ts",
          find: 'password: env("REGISTRY_PASSWORD", ""),',
          replace: 'password: "",',
        },
      ],
    },
  ],
};

/** With permission, everything works. */
async function useWithPermission({ story }: Scene, store: Store) {
  const { answerOf, guest } = store;
  story.does("Add a book as staff, and read it without a login.");
  const added = await store.addBook();
  if (!added.ok) throw new Error(`Not added: ${summarize([added])}`);
  const { number } = added.body;
  const read = await answerOf(guest.books.get(number));
  assume(read.ok, "It cannot be read.");
  story.sees("201, then 200.");
  for (const { name, client } of (await store.logInCustomers()) ?? []) {
    const line = { kind: "book", number, quantity: 1 } as const;
    const filled = await answerOf(client.carts.add(name, line));
    assume(filled.ok, `${name} cannot buy it.`);
    story.sees(`200 when ${name} puts it into the cart.`);
  }
}

async function readOtherCart(
  { stage, story }: Scene,
  { urls }: Store,
  key: SigningKey,
): Promise<Peek[]> {
  const alice = signToken(claimsOf("alice", "customer"), key);
  const peeks: Peek[] = [];
  story.does("Read bob's cart with the token of alice.");
  for (const door of unique([urls.carts, stage.url("shoppingcart-api")])) {
    const { status } = await send("GET", `${door}/carts/bob`, alice);
    story.sees(`${door}: ${status}`);
    peeks.push({ door, status });
  }
  return peeks;
}

/** book-api calls two other services to add a book. */
async function addWithoutGateway({ stage, story }: Scene, key: SigningKey) {
  if (!stage.services.some(({ name }) => name === "gateway")) return undefined;
  story.does("Stop the gateway, and add a book as staff at book-api.");
  await stage.kill("gateway");
  const admin = signToken(claimsOf("admin", "admin"), key);
  const book = { ...fields, title: "Without a gateway" };
  const door = stage.url("book-api");
  const { status } = await send("POST", `${door}/books`, admin, book);
  story.sees(`${door}: ${status}`);
  return status;
}

async function tryToAdd(
  { story }: Scene,
  { answerOf, guest }: Store,
  { about, token, due }: RefusedToken,
  door: string,
): Promise<Attempt> {
  const title = `Not ordered ${randomUUID()}`;
  const book = { ...fields, title };
  const { status } = await send("POST", `${door}/books`, token, book);
  const found = await answerOf(guest.books.search({ q: title }));
  assume(found.ok, "The shop cannot be searched.");
  const isAdded = found.body.items.length > 0;
  story.sees(`${door}: ${status}, ${isAdded ? "added" : "not added"}`);
  return { about, due, door, status, isAdded };
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
      ({ about, door, status, due, isAdded }) =>
        `${about}, at ${door}: ${status}, due is ${due}${isAdded ? "; the book was added" : ""}.`,
    )
    .join("\n");
}

function unique(urls: string[]) {
  return [...new Set(urls)];
}
