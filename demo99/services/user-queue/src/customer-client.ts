import { NotFound } from "#commons/errors.ts";
import type { CustomerService } from "#protobuf/customer.ts";
import type { NewUser } from "./new-user.ts";

export type CustomerClient = ReturnType<typeof createCustomerClient>;

/** Calls customer-api. */
export function createCustomerClient(customers: CustomerService) {
  return {
    async register({ id: reference, name, email }: NewUser): Promise<void> {
      await customers.register({ reference, name, email });
    },

    async isRegistered({ id: reference }: NewUser): Promise<boolean> {
      return customers.getByReference({ reference }).then(
        () => true,
        (error) => {
          if (error instanceof NotFound) return false;
          throw error;
        },
      );
    },
  };
}
