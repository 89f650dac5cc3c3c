import type { Reactions } from "../../../store-client.ts";
import { anchorOf } from "../items.ts";
import { useSession } from "../session/use-session.ts";
import { explain, useStore } from "../store.ts";
import { useToast } from "../toast.tsx";

/** Reactions to a review; `onReacted` gets the state after each. */
export function useReact(
  id: string,
  onReacted: (reactions: Reactions) => void,
) {
  const { posts } = useStore();
  const isLoggedIn = useSession() !== undefined;
  const say = useToast();

  async function react(call: () => Promise<Reactions>, outage: string) {
    try {
      onReacted(await call());
    } catch (error) {
      say(explain(error, outage), "problem");
    }
  }

  async function copyLink() {
    const link = new URL(`#${anchorOf(id)}`, location.href);
    try {
      await navigator.clipboard.writeText(link.href);
      say("The link to this review is copied.");
    } catch {
      // Only https and localhost may write to the clipboard.
      history.replaceState(null, "", link);
      say("The link to this review is in the address bar.");
    }
  }

  return {
    like: (isLiked: boolean) =>
      react(
        () => (isLiked ? posts.like(id) : posts.unlike(id)),
        "Likes cannot be changed right now.",
      ),
    hide: (isHidden: boolean) =>
      react(
        () => (isHidden ? posts.hide(id) : posts.unhide(id)),
        "Reviews cannot be hidden or shown right now.",
      ),
    async share() {
      await copyLink();
      // Guests may share a review; only those of users are counted.
      if (isLoggedIn) {
        await react(() => posts.share(id), "The share could not be counted.");
      }
    },
  };
}
