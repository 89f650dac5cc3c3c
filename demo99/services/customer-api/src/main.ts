import { boot } from "#commons/boot.ts";
import { grpcServer } from "#commons/grpc/server.ts";
import { customerContract } from "#protobuf/customer.ts";
import { createCustomers } from "./customers.ts";

const { openDatabase, start } = boot("customer-api", 8104, 50051);
const database = openDatabase();
const { api, prepare } = createCustomers(database);

await start({ database, prepare, grpc: grpcServer(customerContract, api) });
