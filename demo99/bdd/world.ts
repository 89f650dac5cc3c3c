import { randomUUID } from "node:crypto";
import {
  setDefaultTimeout,
  setWorldConstructor,
  world,
} from "@cucumber/cucumber";
import {
  createStoreClient,
  oneUrl,
  StoreError,
  type User,
} from "../client/store-client.ts";

type Parameters = { gatewayUrl: string };

/** What the steps of one scenario share. */
type Shop = ReturnType<typeof createShop>;

// Longer than the client waits, whose error says what has not replied.
setDefaultTimeout(60_000);
setWorldConstructor(createShop);

function createShop({ parameters }: { parameters: Parameters }) {
  const session: { token?: string } = {};
  return {
    session,
    store: createStoreClient(oneUrl(parameters.gatewayUrl), {
      token: () => session.token,
    }),
    /** A new address for each scenario: a running stage keeps its users. */
    ada: { name: "Ada Crust", email: `ada-${randomUUID()}@store.example` },
    user: undefined as User | undefined,
    refusal: undefined as StoreError | undefined,
  };
}

/** The shop of the scenario that runs. */
export const shop = () => world as unknown as Shop;

export async function logIn(username: string, password: string) {
  const { session, store } = shop();
  session.token = (await store.login(username, password)).token;
}

/** Keeps a refusal of the store, for a later step. */
export async function attempt(task: Promise<unknown>): Promise<void> {
  await task.catch((error) => {
    if (!(error instanceof StoreError) || error.status >= 500) throw error;
    shop().refusal = error;
  });
}
