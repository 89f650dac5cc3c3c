import express, { Router } from "express";
import * as z from "zod";
import { parse } from "#commons/validate.ts";
import type { ChargeService } from "./charge-service.ts";

const answer = z
  .strictObject({ approved: z.enum(["true", "false"]) })
  .transform(({ approved }) => approved === "true");

/** Where the owner of a card confirms a charge, or rejects it. */
export function createActionPage(charges: ChargeService): Router {
  const router = Router();

  router
    .route("/actions/:key")
    .get(async ({ params }, res) => {
      const { status, amountMinor, currency } = await charges.get(params.key);
      const amount = `${(amountMinor / 100).toFixed(2)} ${currency}`;
      const buttons = `<form method="post">
<button name="approved" value="true">Confirm</button>
<button name="approved" value="false">Reject</button>
</form>`;
      const isOpen = status === "REQUIRES_ACTION";
      res.send(page(`Charge of ${amount}: ${status}`, isOpen ? buttons : ""));
    })
    .post(express.urlencoded(), async ({ params, body }, res) => {
      const { key } = await charges.complete(params.key, parse(answer, body));
      res.redirect(303, `/actions/${key}`);
    });

  return router;
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<title>${title}</title>
<h1>${title}</h1>
${content}
<p>Then go back to the shop.</p>
</html>`;
}
