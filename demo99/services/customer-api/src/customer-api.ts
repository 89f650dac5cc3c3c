import { parse } from "#commons/validate.ts";
import type { CustomerService } from "#protobuf/customer.ts";
import { customer, customerQuery, email, reference } from "./customer.ts";
import type { Customers } from "./customer-service.ts";

/** Fulfils the contract: reads each message, calls the service, replies. */
export function createCustomerApi(customers: Customers): CustomerService {
  return {
    register: async (message) => customers.register(parse(customer, message)),

    getByReference: async (message) =>
      customers.get(parse(reference, message).reference),

    getByEmail: async (message) =>
      customers.getByEmail(parse(email, message).email),

    async list(message) {
      const { items, next } = await customers.list(
        parse(customerQuery, message),
      );
      return { items, next: next ?? "" };
    },

    update: async (message) => customers.update(parse(customer, message)),

    async delete(message) {
      await customers.remove(parse(reference, message).reference);
      return {};
    },
  };
}
