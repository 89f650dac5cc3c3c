import { NotFound } from "#commons/errors.ts";
import type { CustomerService } from "#protobuf/customer.ts";
import type { ChangedUser, NewUser } from "./new-user.ts";

export type CustomerClient = ReturnType<typeof createCustomerClient>;

/** Calls customer-api. */
export function createCustomerClient(customers: CustomerService) {
  return {
    async register({ id: reference, ...user }: NewUser): Promise<void> {
      await customers.register({ reference, ...user });
    },

    async update({ id: reference, ...user }: ChangedUser): Promise<void> {
      await customers.update({ reference, ...user });
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
