import { Link } from "#client/pages/navigation.tsx";
import type { Recommendation } from "../../../store-client.ts";
import { Cover } from "../cover.tsx";
import { itemPath } from "../items.ts";
import { kinds } from "../kinds.ts";
import { useRecommendations } from "./use-recommendations.ts";

type Props = {
  /** Of the items for which it recommends others. */
  numbers: string[];
  /** How often the user has changed tags here. */
  tagChanges?: number;
};

/** Items that suit others, each with the reason; nothing if there are none. */
export function Recommendations({ numbers, tagChanges = 0 }: Props) {
  const found = useRecommendations(numbers, tagChanges);
  const { version, items, late = [], isFailed } = found;
  const without = late.includes("tag-api") ? ", without your tags" : "";
  if (items?.length === 0) return null;

  return (
    <section
      className="shelf"
      aria-labelledby="recommended"
      aria-busy={!items && !isFailed}
    >
      <div className="shelf__head">
        <h2 id="recommended">You may also like</h2>
        <p role="status">
          {isFailed && "Recommendations are not available right now."}
          {!isFailed && !items && "Looking …"}
          {version && `Recommended by version ${version}${without}`}
        </p>
      </div>
      <ul className="recommended">
        {items?.map((item) => (
          <li key={item.number}>
            <Recommended item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Recommended({ item }: { item: Recommendation }) {
  const { kind, number, title, reason } = item;
  return (
    <div className="card">
      <Cover kind={kind} number={number} title={title} people="" />
      <h3>
        <Link href={itemPath(kind, number)}>{title}</Link>
      </h3>
      <p className="soft">{kinds[kind].one}</p>
      <p className="reason">{reason}</p>
    </div>
  );
}
