import { NotFound } from "#commons/errors.ts";
import type { CustomerService } from "#protobuf/customer.ts";
import type { Customers } from "./customers.ts";

/** Asks customer-api. */
export function createCustomerClient(
  customers: Pick<CustomerService, "getByReference">,
): Customers {
  return {
    async isKnown(reference) {
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
