import { useState } from "react";
import type { Kind } from "../../../store-client.ts";
import { catalogOf, type Item } from "../items.ts";
import { Modal } from "../modal.tsx";
import { explain, useStore } from "../store.ts";
import { useToast } from "../toast.tsx";

type Props = {
  kind: Kind;
  item: Item;
  onDone: () => void;
  onClose: () => void;
};

/** Asks for confirmation before an item and its stock are deleted. */
export function DeleteDialog({ kind, item, onDone, onClose }: Props) {
  const store = useStore();
  const say = useToast();
  const [isPending, setPending] = useState(false);

  async function remove() {
    setPending(true);
    try {
      await catalogOf(store, kind).delete(item.number);
      say(`Deleted: ${item.title}`);
      onDone();
    } catch (error) {
      say(
        explain(error, `${item.title} cannot be deleted right now.`),
        "problem",
      );
    }
    onClose();
  }

  return (
    <Modal label={`Delete ${item.title}?`} onClose={onClose}>
      <h2>Delete “{item.title}”?</h2>
      <p>Its stock is deleted, too. This cannot be undone.</p>
      <div className="modal__actions">
        <button type="button" onClick={onClose}>
          Keep it
        </button>
        <button
          type="button"
          className="button--main"
          disabled={isPending}
          onClick={remove}
        >
          Delete
        </button>
      </div>
    </Modal>
  );
}
