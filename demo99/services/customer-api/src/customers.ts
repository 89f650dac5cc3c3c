import type { Database } from "#commons/database.ts";
import { createCustomerApi } from "./customer-api.ts";
import { createCustomerRepository } from "./customer-repository.ts";
import { createCustomerService } from "./customer-service.ts";
import openingCustomers from "./opening-customers.json" with { type: "json" };

/** Customers, put together from their layers. */
export function createCustomers(database: Database) {
  const repository = createCustomerRepository(database);
  return {
    api: createCustomerApi(createCustomerService(repository)),
    prepare: () => repository.prepare(openingCustomers),
  };
}
