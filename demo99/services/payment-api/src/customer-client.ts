import { NotFound } from "#commons/errors.ts";
import type { CustomerService } from "#protobuf/customer.ts";
import type { KnownCustomers } from "./known-customers.ts";

/** Asks customer-api. */
export function createCustomerClient(
  customers: Pick<CustomerService, "getByReference">,
): KnownCustomers {
  return {
    async has(reference) {
      try {
        await customers.getByReference({ reference });
        return true;
      } catch (error) {
        if (error instanceof NotFound) return false;
        throw error;
      }
    },
  };
}
