import { Router } from "express";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { messageQuery, newMessage } from "./message.ts";
import type { MessageService } from "./message-service.ts";

export function createMessageApi(messages: MessageService): Router {
  const router = Router();

  router.post("/", noQuery, jsonBody, async (req, res) => {
    res.json(await messages.post(parse(newMessage, req.body)));
  });

  router.get("/messages", async (req, res) => {
    res.json({ items: await messages.list(parse(messageQuery, req.query)) });
  });

  return router;
}
