import type { StoreClient, StoreModule } from "../stage/store-client.ts";

export type Account = { name: string; password: string };

/**
 * A client of somebody who is logged in, and stays so; of anybody where a
 * stage does not ask.
 */
export async function logIn(
  { createStoreClient }: StoreModule,
  { name, password }: Account,
): Promise<StoreClient> {
  const { login, ...guest } = createStoreClient();
  if (!login) return guest;
  let { token, expiresIn } = await login(name, password);
  const renew = () =>
    login(name, password).then(
      (answer) => {
        token = answer.token;
      },
      // There is time to try it once more.
      () => {},
    );
  setInterval(renew, (expiresIn * 1000) / 3).unref();
  return createStoreClient(undefined, { token: () => token });
}
