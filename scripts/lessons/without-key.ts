import type { Chapter } from "./lesson.ts";

/** Charges without a key of the order: a repeated one is another charge. */
export const withoutKey: Chapter = {
  name: "payment",
  service: "payment-api",
  problem: {
    about: "a charge without a reply is repeated, with another key",
    edits: [
      {
        file: "services/payment-api/src/processor-client.ts",
        find: `charge: ({ orderId: key, amountMinor, currency, token }) =>
      post("", { key, amountMinor, currency, token }),
`,
        replace: `charge: ({ amountMinor, currency, token }) => {
      const attempt = () => {
        const key = crypto.randomUUID();
        return post("", { key, amountMinor, currency, token });
      };
      return attempt().catch(attempt);
    },
`,
      },
    ],
  },
};
