import { boot } from "#commons/boot.ts";
import { envNumber, envUrl } from "#commons/env.ts";
import { createGrpcClient } from "#commons/grpc/client.ts";
import { grpcServer } from "#commons/grpc/server.ts";
import { repeat } from "#commons/repeat.ts";
import { customerContract } from "#protobuf/customer.ts";
import { paymentContract } from "#protobuf/payment.ts";
import { createPayments } from "./payments.ts";

const { log, openDatabase, call, start } = boot("payment-api", 8105, 50052);
const database = openDatabase();
const { api, prepare, recover } = createPayments(
  database,
  createGrpcClient(call, "grpc://customer-api", customerContract),
  envUrl("PAYMENT_PROCESSOR_URL", "http://localhost:8106"),
  log,
);
await start({ database, prepare, grpc: grpcServer(paymentContract, api) });
const seconds = envNumber("RECOVER_AFTER_SECONDS", 10);
repeat(1_000, () => recover(1_000 * seconds), log);
