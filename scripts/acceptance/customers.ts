import { Conflict } from "../../demo99/commons/errors.ts";
import { createGrpcClient } from "../../demo99/commons/grpc/client.ts";
import { customerContract } from "../../demo99/protobuf/customer.ts";
import { until } from "../testing/until.ts";
import { asService } from "./as-service.ts";

/** customer-api, called by a service. */
export const customerApi = createGrpcClient(
  asService,
  "http://127.0.0.1:50051",
  customerContract,
);

const registered = new Map<string, Promise<unknown>>();

/**
 * Registers the customer of a test's cart, as user-queue does for each new
 * user: the tests sign tokens for customers that have not signed up.
 */
export function registerCustomer(reference: string): Promise<unknown> {
  const known = registered.get(reference);
  if (known) return known;
  const customer = {
    ...{ reference, name: "Kim Customer" },
    email: `${reference}@store.example`,
  };
  const register = () =>
    customerApi.register(customer).catch((error) => {
      // The opening customers have other e-mail addresses.
      if (!(error instanceof Conflict)) throw error;
    });
  // On a busy machine, a call may be too late.
  const registration = until("the customer is registered", register);
  registration.catch(() => registered.delete(reference));
  registered.set(reference, registration);
  return registration;
}
