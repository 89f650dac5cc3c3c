import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createMessageApi } from "../src/message-api.ts";
import { messageOpenApi } from "../src/message-openapi.ts";
import type { MessageService } from "../src/message-service.ts";

itDescribes(
  "slack-api",
  messageOpenApi,
  createMessageApi({} as MessageService),
);
