import { useCallback, useState } from "react";
import type { Decision, Moderation } from "../../../store-client.ts";
import { useLive } from "../live/live-context.ts";
import type { PartQuery } from "../read-first.ts";
import { explain, useStore } from "../store.ts";
import { useToast } from "../toast.tsx";
import { useList } from "../use-list.ts";
import { told, withOverruled } from "./moderations.ts";

const pageSize = 20;
const outage = "Comments cannot be decided right now.";

/**
 * The comments with this status, the newest first. One that is overruled here
 * stays in the list, so that the decision can be taken back.
 */
export function useModerations(status: Decision) {
  const { moderations } = useStore();
  const say = useToast();
  const read = useCallback(
    (query: PartQuery) => moderations.list({ ...query, status }),
    [moderations, status],
  );
  const { items, load, ...list } = useList(read, pageSize);
  const [overruled, setOverruled] = useState<Moderation[]>([]);

  useLive((message) => {
    const { type } = message;
    if (type === "comment") setOverruled((before) => told(before, message));
    if (type === "comment" || type === "resync") void load();
  });

  async function decide(commentId: string, decision: Decision) {
    try {
      const decided = await moderations.overrule(commentId, decision);
      setOverruled((before) => withOverruled(before, [decided]));
      say(`The comment is ${decision}.`);
    } catch (error) {
      say(explain(error, outage), "problem");
    }
  }

  return {
    ...list,
    comments: items && withOverruled(items, overruled),
    retry: load,
    decide,
  };
}
