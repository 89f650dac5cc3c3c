import { useReducer, useState } from "react";
import type { CartLine } from "../../../store-client.ts";

type Timer = ReturnType<typeof setTimeout>;
type Draft = {
  line: CartLine;
  quantity: number;
  timer: Timer;
  saved?: Promise<boolean>;
};

const restMs = 400;

/**
 * Quantities while they are edited, each saved after a pause. They belong to
 * the cart, not to its page: leaving the page loses none of them.
 */
export function useQuantityDrafts(
  save: (line: CartLine, quantity: number) => Promise<boolean>,
) {
  const [drafts] = useState(() => new Map<string, Draft>());
  const [, show] = useReducer((count: number) => count + 1, 0);

  function edit(line: CartLine, quantity: number) {
    clearTimeout(drafts.get(line.number)?.timer);
    const timer = setTimeout(() => commit(draft), restMs);
    const draft: Draft = { line, quantity, timer };
    drafts.set(line.number, draft);
    show();
  }

  function drop({ number }: CartLine) {
    clearTimeout(drafts.get(number)?.timer);
    drafts.delete(number);
    show();
  }

  function commit(draft: Draft): Promise<boolean> {
    const { line, quantity, timer } = draft;
    clearTimeout(timer);
    draft.saved ??= save(line, quantity).finally(() => {
      if (drafts.get(line.number) === draft) drop(line);
    });
    return draft.saved;
  }

  return {
    quantityOf: ({ number, quantity }: CartLine) =>
      drafts.get(number)?.quantity ?? quantity,
    edit,
    drop,
    /** Saves unsaved quantities at once; false if that fails. */
    async flush() {
      const all = await Promise.all([...drafts.values()].map(commit));
      return all.every(Boolean);
    },
  };
}
