// Made from payment.proto by "npm run protobuf".
import type { Contract } from "#commons/grpc/contract.ts";

export type PaymentService = {
  pay(request: PayRequest): Promise<Payment>;
  complete(request: Completion): Promise<Payment>;
  cancel(request: Order): Promise<Payment>;
  get(request: Order): Promise<Payment>;
  list(request: PageRequest): Promise<PaymentPage>;
  refund(request: Order): Promise<Payment>;
};

export const paymentContract: Contract<PaymentService> = {
  service: "payment.PaymentService",
  proto: new URL("./payment.proto", import.meta.url),
};

export type Status =
  | "PENDING"
  | "PAID"
  | "DECLINED"
  | "REQUIRES_ACTION"
  | "REFUNDED"
  | "CANCELLED";

export type PayRequest = {
  orderId: string;
  customerReference: string;
  amountMinor: bigint;
  currency: string;
  token: string;
};

export type Payment = {
  orderId: string;
  customerReference: string;
  status: Status;
  amountMinor: bigint;
  currency: string;
  last4: string;
  reason: string;
  actionUrl: string;
};

export type Order = {
  orderId: string;
};

export type Completion = {
  orderId: string;
  approved: boolean;
};

export type PageRequest = {
  customerReference: string;
  limit: number;
  after: string;
};

export type PaymentPage = {
  items: Payment[];
  next: string;
};
