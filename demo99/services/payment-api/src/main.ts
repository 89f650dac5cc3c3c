import { boot } from "#commons/boot.ts";
import { envUrl } from "#commons/env.ts";
import { repeat } from "#commons/repeat.ts";
import { customerContract } from "#protobuf/customer.ts";
import { paymentContract } from "#protobuf/payment.ts";
import { createPayments } from "./payments.ts";

const service = boot("payment-api", 8105, 50052);
const database = service.openDatabase();
const payments = createPayments(
  database,
  service.grpcClient("grpc://customer-api", customerContract),
  envUrl("PAYMENT_PROCESSOR_URL", "http://localhost:8106"),
);
const serveGrpc = service.grpc(paymentContract, payments.api);

await service.start({ database, serveGrpc, prepare: payments.prepare });
repeat(1_000, () => payments.recover(4_000), service.log);
