import { Conflict } from "#commons/errors.ts";
import { foldEmail } from "#commons/validate.ts";
import type { Customer } from "../src/customer.ts";
import type { CustomerRepository } from "../src/customer-repository.ts";

/** A repository for unit tests, which passes the same tests as the real one. */
export function createCustomerRepositoryInMemory(): CustomerRepository {
  const customers = new Map<string, Customer>();
  const all = () => [...customers.values()];
  const keyOf = ({ email }: Customer) => foldEmail(email);

  function refuseTaken(customer: Customer) {
    const isTaken = all().some(
      (one) =>
        one.reference !== customer.reference && keyOf(one) === keyOf(customer),
    );
    if (isTaken) throw new Conflict("taken");
  }

  return {
    async insert(customer) {
      if (customers.has(customer.reference)) throw new Conflict("exists");
      refuseTaken(customer);
      customers.set(customer.reference, customer);
    },

    find: async (reference) => customers.get(reference),

    findByEmail: async (email) =>
      all().find((one) => keyOf(one) === foldEmail(email)),

    list: async ({ limit, after = { emailKey: "" } }) =>
      all()
        .map((one) => ({ ...one, emailKey: keyOf(one) }))
        .filter(({ emailKey }) => emailKey > after.emailKey)
        .toSorted((a, b) => (a.emailKey < b.emailKey ? -1 : 1))
        .slice(0, limit),

    async replace(customer) {
      const { reference, version = Number.POSITIVE_INFINITY } = customer;
      const stored = customers.get(reference);
      if (!stored || (stored.version ?? 0) >= version) return false;
      refuseTaken(customer);
      customers.set(reference, { ...stored, ...customer });
      return true;
    },

    remove: async (reference) => customers.delete(reference),
  };
}
