import { Unavailable } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";
import { postOutside } from "#commons/outside.ts";

/** Failures that end by themselves: time-outs, too many requests. */
const temporary = [408, 429];

/**
 * Posts messages to a Slack webhook. Throws Unavailable where a repetition
 * helps; a message that Slack refuses is logged and dropped.
 */
export function createWebhookClient(url: string, log: Pick<Log, "warn">) {
  return {
    async publish(channel: string, message: object): Promise<void> {
      const status = await postOutside(url, { channel, ...message });
      if (status < 300) return;
      if (status >= 500 || temporary.includes(status)) {
        throw new Unavailable(`The webhook answered ${status}.`);
      }
      log.warn(`the webhook refused a message to ${channel}: ${status}`);
    },
  };
}
