import type { StoreUrls } from "../../demo01/client/store-client.ts";
import type { StoreClient, StoreModule } from "../stage/store-client.ts";

export type Account = { name: string; password: string };

/**
 * A client that is logged in and renews its token; on a stage without a login,
 * the client without one.
 */
export async function logIn(
  { createStoreClient }: StoreModule,
  { name, password }: Account,
  urls?: StoreUrls,
): Promise<StoreClient> {
  const { login, ...guest } = createStoreClient(urls);
  if (!login) return guest;
  let { token, expiresIn } = await login(name, password);
  const renew = () =>
    login(name, password).then(
      (answer) => {
        token = answer.token;
      },
      // The token is still valid, and the next attempt may succeed.
      () => {},
    );
  setInterval(renew, (expiresIn * 1000) / 3).unref();
  return createStoreClient(urls, { token: () => token });
}
