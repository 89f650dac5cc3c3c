import type { HttpClient } from "#commons/http.ts";
import type { CustomerService } from "#protobuf/customer.ts";
import { createCustomerClient } from "./customer-client.ts";
import { createNewUserService } from "./new-user-service.ts";
import { createSlackClient } from "./slack-client.ts";

/** The follow-up work of sign-ups, put together from its layers. */
export function createNewUsers(slack: HttpClient, customers: CustomerService) {
  return createNewUserService(
    createSlackClient(slack),
    createCustomerClient(customers),
  );
}
