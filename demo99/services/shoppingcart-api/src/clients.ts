import type { boot } from "#commons/boot.ts";
import { createGrpcClient } from "#commons/grpc/client.ts";
import { paymentContract } from "#protobuf/payment.ts";
import { createPaymentClient } from "./payment-client.ts";

/** More than payment-api waits for the processor, in one of two attempts. */
const timeoutMs = 5_000;

/** For the services that a checkout needs. */
export function createClients({
  client,
  call,
}: Pick<ReturnType<typeof boot>, "client" | "call">) {
  const paymentApi = "grpc://payment-api";
  return {
    book: client("http://book-api"),
    cd: client("http://cd-api"),
    dvd: client("http://dvd-api"),
    inventory: client("http://inventory-api"),
    payment: createPaymentClient(
      createGrpcClient(call, paymentApi, paymentContract, { timeoutMs }),
    ),
  };
}
