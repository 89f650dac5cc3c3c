import { useDraft } from "../use-draft.ts";

type Props = {
  q: string;
  onSearch: (q: string) => void;
  label?: string;
};

const restMs = 200;

/** Searches while the customer types. */
export function SearchBox({
  q,
  onSearch,
  label = "Search books, CDs and DVDs",
}: Props) {
  const [draft, setDraft] = useDraft(q, onSearch, restMs);
  return (
    <search className="search">
      <label>
        <span>{label}</span>
        <input
          type="search"
          value={draft}
          maxLength={100}
          placeholder="Title, author, artist or director"
          autoComplete="off"
          onChange={(event) => setDraft(event.target.value)}
        />
      </label>
    </search>
  );
}
