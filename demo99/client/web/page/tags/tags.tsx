import { explain } from "../store.ts";
import { useToast } from "../toast.tsx";
import { TagForm } from "./tag-form.tsx";
import type { TagsState } from "./use-tags.ts";

type Props = { state: TagsState };

/** The user's own tags of an item, and the form to add one. */
export function Tags({ state }: Props) {
  const { tags, problem, add } = state;
  return (
    <section
      className="tags"
      aria-labelledby="tags"
      aria-busy={!tags && !problem}
    >
      <div className="shelf__head">
        <h2 id="tags">Your tags</h2>
        <p role="status">
          {!tags && (problem ?? "Looking …")}
          {tags?.length === 0 && "No tags yet"}
        </p>
      </div>
      <TagList state={state} />
      {tags && <TagForm add={add} />}
    </section>
  );
}

const outage = "Your tags cannot be changed right now.";

function TagList({ state: { tags = [], remove } }: Props) {
  const say = useToast();
  const removeTag = (tag: string) =>
    remove(tag).then(
      () => say(`“${tag}” is removed.`),
      (error) => say(explain(error, outage), "problem"),
    );
  return (
    <ul className="tags__list" aria-labelledby="tags">
      {tags.map((tag) => (
        <li key={tag} className="tag">
          {tag}
          <button type="button" onClick={() => removeTag(tag)}>
            <span aria-hidden="true">✕</span>
            <span className="visually-hidden">Remove {tag}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
