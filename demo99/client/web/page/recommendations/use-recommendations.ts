import { useCallback } from "react";
import { useStore } from "../store.ts";
import { useAgain } from "../use-again.ts";
import { useLoaded } from "../use-loaded.ts";

/** As many items as the store recommends for at once. */
const most = 20;

/** What suits these items; asked again after a failure, or a change of tags. */
export function useRecommendations(numbers: string[], tagChanges: number) {
  const { recommendations } = useStore();
  const key = numbers.slice(0, most).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: tags change the answer
  const load = useCallback(
    () => recommendations.list(key.split(",")),
    [recommendations, key, tagChanges],
  );
  const { value, error, retry } = useLoaded(load);
  const isFailed = error !== undefined;
  useAgain(isFailed, async () => retry());

  return { ...value, isFailed };
}
