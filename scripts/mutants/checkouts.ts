import { inFile, type Mutant } from "./mutant.ts";

const cart = "demo99/services/shoppingcart-api";
const payment = [`${cart}/test/checkout-payment.test.ts`];
const crashes = [`${cart}/test/checkout-crashes.test.ts`];
const refund = [`${cart}/test/refund-service.test.ts`];
const api = [`${cart}/test/cart-api.test.ts`];
const client = [`${cart}/test/payment-client.test.ts`];

/** Faults in the payment of a checkout. */
export const checkoutMutants: Mutant[] = [
  ...inFile(`${cart}/src/payment-service.ts`, payment, [
    [
      "order although the card was declined",
      'if (status === "PAID") return { paid: true };',
      'if (status !== "REQUIRES_ACTION") return { paid: true };',
    ],
    [
      "order although the charge was not confirmed",
      "if (actionUrl) return { actionUrl };",
      "return actionUrl ? { actionUrl } : { paid: true };",
    ],
    [
      "charge nothing for an order that costs nothing",
      "if (totalCents === 0) return { paid: true };",
      "",
    ],
    [
      "refuse a checkout that was cancelled, for good",
      "if (isRefused && (await orders.find(orderId))) throw tookTooLong();",
      "",
    ],
  ]),
  ...inFile(`${cart}/src/checkout-service.ts`, crashes, [
    ["leave a cancelled order closed", "      openSince: now,\n", ""],
  ]),
  ...inFile(`${cart}/src/checkout-service.ts`, payment, [
    [
      "pay before the stock is reserved",
      "await reserve(cart.checkout);\n        return payment.pay(cart);",
      "const paid = await payment.pay(cart);\n        await reserve(cart.checkout);\n        return paid;",
    ],
    [
      "show an order to another customer",
      'if (isOwn && order.status === "CONFIRMED") return order;',
      'if (order?.status === "CONFIRMED") return order;',
    ],
    [
      "sell what no card can be charged with",
      "requirePayable(totalCentsOf(lines));",
      "",
    ],
    [
      "forget that a checkout awaits its customer",
      "if (!(await carts.awaitAction(cartId, orderId))) throw tookTooLong();",
      "",
    ],
    [
      "use another card for the second click",
      "const checkout = { orderId, since, lines, token };",
      "const checkout = { orderId, since, lines, token: cardOnFile };",
    ],
  ]),
  ...inFile(`${cart}/src/cart-repository.ts`, payment, [
    [
      "cancel a checkout while its customer confirms the charge",
      `"checkout.awaitsAction": awaitsAction || { $ne: true },`,
      "",
    ],
    [
      "wait for minutes after the customer has confirmed",
      `"checkout.awaitsAction": false,`,
      `"checkout.awaitsAction": true,`,
    ],
  ]),
  ...inFile(`${cart}/src/refund-service.ts`, refund, [
    [
      "let one failure hold up all others",
      "Promise.allSettled(",
      "Promise.all(",
    ],
    [
      "return the money and keep the stock",
      "await inventory.cancel(orderId);",
      "",
    ],
  ]),
  ...inFile(`${cart}/src/refund-service.ts`, crashes, [
    [
      "keep the charge of a failed order",
      "await payments.cancel(orderId);",
      "",
    ],
  ]),
  ...inFile(`${cart}/src/order-repository.ts`, refund, [
    [
      "let two processes return the same money",
      "{ _id: orderId, openSince },",
      "{ _id: orderId },",
    ],
    [
      "refund an order that was never made",
      'return order?.status === "CONFIRMED" ? order : undefined;',
      "return order;",
    ],
  ]),
  ...inFile(`${cart}/src/idempotent-checkout-service.ts`, payment, [
    [
      "charge a declined card again with the same key",
      'return error instanceof PaymentRequired ? "PaymentRequired" : undefined;',
      "return undefined;",
    ],
  ]),
  ...inFile(`${cart}/src/cart-api.ts`, api, [
    [
      "answer 201 before the customer has confirmed",
      'if (outcome.status === "PAYMENT_REQUIRES_ACTION") {',
      'if (outcome.status === "PAYMENT_REQUIRES_ACTION" && !outcome) {',
    ],
  ]),
  ...inFile(`${cart}/src/payment.ts`, api, [
    ["accept a card number as a token", "/^tok_[a-z_]{1,40}$/", "/./"],
  ]),
  ...inFile(`${cart}/src/payment-client.ts`, client, [
    ["pay in another currency", 'currency: "eur",', 'currency: "usd",'],
  ]),
  ...inFile(
    "demo99/commons/requests/authorize.ts",
    ["demo99/commons/requests/test/authorize.test.ts"],
    [
      [
        "let customers refund their orders",
        '.use("/orders/:orderId/refund", only("admin"), ',
        '.use("/orders/:orderId/refund", only("admin", "customer"), ',
      ],
    ],
  ),
];
