import express, { Router } from "express";
import * as z from "zod";
import { parse } from "#commons/validate.ts";
import type { ChargeService } from "./charge-service.ts";

const completion = z
  .strictObject({ approved: z.enum(["true", "false"]) })
  .transform(({ approved }) => approved === "true");

/** What the owner of a card is told about a charge that is decided. */
const outcomes = {
  SUCCEEDED: "It is paid.",
  DECLINED: "It was not paid.",
  CANCELLED: "It was cancelled: no money is taken.",
  REFUNDED: "It was refunded.",
};

/** Where the owner of a card confirms a charge, or rejects it. */
export function createActionPage(
  charges: ChargeService,
  shopUrl: string,
): Router {
  const router = Router();

  router
    .route("/actions/:key")
    .get(async ({ params }, res) => {
      const { status, amountMinor, currency } = await charges.get(params.key);
      const amount = `${(amountMinor / 100).toFixed(2)} ${currency.toUpperCase()}`;
      const buttons = `<form method="post">
<button name="approved" value="true">Confirm</button>
<button name="approved" value="false">Reject</button>
</form>`;
      const isOpen = status === "REQUIRES_ACTION";
      const content = isOpen ? buttons : `<p>${outcomes[status]}</p>`;
      res.send(page(`Pay ${amount} to The Pie Store`, content, shopUrl));
    })
    .post(express.urlencoded(), async ({ params, body }, res) => {
      const { key } = await charges.complete(
        params.key,
        parse(completion, body),
      );
      res.redirect(303, `/actions/${key}`);
    });

  return router;
}

function page(title: string, content: string, shopUrl: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<h1>${title}</h1>
${content}
<p><a href="${shopUrl}">Back to The Pie Store</a></p>
</html>`;
}
