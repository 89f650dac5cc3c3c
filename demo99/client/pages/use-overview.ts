import { useEffect, useState } from "react";

/** The reply of a service to `GET /overview`, fetched every second. */
export function useOverview<Overview>() {
  const [overview, setOverview] = useState<Overview>();
  const [isStale, setStale] = useState(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let isGone = false;

    async function ask() {
      const answer = await fetchOverview().catch(() => undefined);
      if (isGone) return;
      if (answer) setOverview(answer);
      setStale(!answer);
      timer = setTimeout(ask, 1_000);
    }

    ask();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);

  return { overview, isStale };
}

async function fetchOverview() {
  const response = await fetch("/overview", {
    // No trace: one each second would hide those of the store.
    headers: { "x-b3-sampled": "0" },
    signal: AbortSignal.timeout(2_000),
  });
  if (!response.ok) throw new Error(`The service replied ${response.status}.`);
  return response.json();
}
