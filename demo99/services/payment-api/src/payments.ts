import type { Database } from "#commons/database.ts";
import type { Log } from "#commons/log.ts";
import type { CustomerService } from "#protobuf/customer.ts";
import { createCustomerClient } from "./customer-client.ts";
import { createPaymentApi } from "./payment-api.ts";
import { createPaymentRepository } from "./payment-repository.ts";
import { createPaymentService } from "./payment-service.ts";
import { createProcessorClient } from "./processor-client.ts";

/** Payments, put together from their layers. */
export function createPayments(
  database: Database,
  customers: Pick<CustomerService, "getByReference">,
  processorUrl: string,
  log: Pick<Log, "warn">,
) {
  const repository = createPaymentRepository(database);
  const payments = createPaymentService(
    repository,
    createCustomerClient(customers),
    createProcessorClient(processorUrl, log),
  );
  return {
    api: createPaymentApi(payments),
    prepare: repository.prepare,
    recover: payments.recover,
  };
}
