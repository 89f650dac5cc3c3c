import { Recommendations } from "../recommendations/recommendations.tsx";
import { useSession } from "../session/use-session.ts";
import { Tags } from "../tags/tags.tsx";
import { useTags } from "../tags/use-tags.ts";

type Props = { number: string };

/** What suits an item; for a user, it may follow the tags that it shows, too. */
export function Suggestions({ number }: Props) {
  const user = useSession()?.name;
  if (user) return <TagsAndSuggestions key={user} number={number} />;
  return <Recommendations numbers={[number]} />;
}

function TagsAndSuggestions({ number }: Props) {
  const state = useTags(number);
  return (
    <>
      <Tags state={state} />
      <Recommendations numbers={[number]} tagChanges={state.changes} />
    </>
  );
}
