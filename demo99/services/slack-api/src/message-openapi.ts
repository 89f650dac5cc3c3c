import * as z from "zod";
import { describeService, ok, requestBody } from "#commons/openapi/describe.ts";
import { messageQuery, newMessage } from "./message.ts";

const example = { channel: "#user", message: "User ada@store.example created" };

const message = z
  .strictObject({
    ...newMessage.required().shape,
    at: z.iso.datetime(),
  })
  .meta({ id: "Message" });

const messages = z
  .strictObject({ items: z.array(message) })
  .meta({ id: "Messages" });

const { channel, limit, offset } = messageQuery.shape;
const query = z.object({
  channel: channel.meta({ param: { example: "#user" } }),
  limit: limit.meta({ description: "1 to 100; usually 10" }),
  offset: offset.meta({ description: "How many newer ones to leave out" }),
});

export const messageOpenApi = describeService(
  "slack-api",
  "Messages to the channels of the staff.",
  {
    "POST /": {
      summary: "Post a message; a repeated id is stored once",
      requestBody: requestBody(newMessage, example),
      responses: { 200: ok(message) },
    },
    "GET /messages": {
      summary: "List messages, the newest first",
      requestParams: { query },
      responses: { 200: ok(messages) },
    },
  },
);
