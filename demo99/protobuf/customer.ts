// Made from customer.proto by "npm run protobuf".
import type { Contract } from "#commons/grpc/contract.ts";

export type CustomerService = {
  register(request: Customer): Promise<Customer>;
  getByReference(request: Reference): Promise<Customer>;
  getByEmail(request: Email): Promise<Customer>;
  list(request: PageRequest): Promise<CustomerPage>;
  update(request: Customer): Promise<Customer>;
  delete(request: Reference): Promise<Deleted>;
};

export const customerContract: Contract<CustomerService> = {
  service: "customer.CustomerService",
  proto: new URL("./customer.proto", import.meta.url),
};

export type Customer = {
  reference: string;
  name: string;
  email: string;
  version?: number;
};

export type Reference = {
  reference: string;
};

export type Email = {
  email: string;
};

export type PageRequest = {
  limit: number;
  after: string;
};

export type CustomerPage = {
  items: Customer[];
  next: string;
};

export type Deleted = object;
