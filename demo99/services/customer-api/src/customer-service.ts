import { pageOf } from "#commons/cursor.ts";
import { NotFound, Outdated } from "#commons/errors.ts";
import type { Customer, CustomerQuery } from "./customer.ts";
import type { CustomerRepository } from "./customer-repository.ts";

export type Customers = ReturnType<typeof createCustomerService>;

/** Customers, as other services manage them. */
export function createCustomerService(customers: CustomerRepository) {
  const unknown = (reference: string) =>
    new NotFound(`There is no customer ${reference}.`);

  return {
    /** The same customer again is no error: a caller may repeat its call. */
    async register(customer: Customer): Promise<Customer> {
      try {
        await customers.insert(customer);
        return customer;
      } catch (error) {
        const stored = await customers.find(customer.reference);
        if (stored && isSame(stored, customer)) return stored;
        throw error;
      }
    },

    async get(reference: string): Promise<Customer> {
      const found = await customers.find(reference);
      if (!found) throw unknown(reference);
      return found;
    },

    async getByEmail(email: string): Promise<Customer> {
      const found = await customers.findByEmail(email);
      if (!found) throw new NotFound(`There is no customer with ${email}.`);
      return found;
    },

    async list({ limit, after }: CustomerQuery) {
      const found = await customers.list({ limit: limit + 1, after });
      return pageOf(found, limit, ({ emailKey }) => ({ emailKey }));
    },

    /** Throws Outdated if a newer version is stored. */
    async update(customer: Customer): Promise<Customer> {
      const isReplaced = await customers.replace(customer);
      if (isReplaced) return customer;
      const stored = await customers.find(customer.reference);
      if (!stored) throw unknown(customer.reference);
      if (stored.version === customer.version) return stored;
      throw new Outdated("A newer version of the customer is stored.");
    },

    async remove(reference: string): Promise<void> {
      const isKnown = await customers.remove(reference);
      if (!isKnown) throw unknown(reference);
    },
  };
}

function isSame(one: Customer, other: Customer): boolean {
  return one.name === other.name && one.email === other.email;
}
