import type { boot } from "#commons/boot.ts";
import { paymentContract } from "#protobuf/payment.ts";
import { createPaymentClient } from "./payment-client.ts";

/** More than payment-api waits for the processor, in one of two attempts. */
const timeoutMs = 5_000;

/** For the services that a checkout needs. */
export function createClients({
  client,
  grpcClient,
}: Pick<ReturnType<typeof boot>, "client" | "grpcClient">) {
  return {
    book: client("http://book-api"),
    cd: client("http://cd-api"),
    dvd: client("http://dvd-api"),
    inventory: client("http://inventory-api"),
    payment: createPaymentClient(
      grpcClient("grpc://payment-api", paymentContract, { timeoutMs }),
    ),
  };
}
