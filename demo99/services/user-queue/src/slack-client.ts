import type { HttpClient } from "#commons/http.ts";
import type { Announcement } from "./announcement.ts";

export type SlackClient = ReturnType<typeof createSlackClient>;

/** Calls slack-api. */
export function createSlackClient(slackApi: HttpClient) {
  return {
    async post(announcement: Announcement): Promise<void> {
      await slackApi("POST", "/", announcement);
    },
  };
}
