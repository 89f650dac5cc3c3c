import { useEffect, useState } from "react";

type Answer<T> = { value?: T; error?: Error; isAsking: boolean };

const timeoutMs = 10_000;

/** The API's reply to a path; the last reply stays until the next one. */
export function useAnswer<T>(path: string | undefined): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ isAsking: true });

  useEffect(() => {
    if (!path) return;
    let isGone = false;
    setAnswer(({ value }) => ({ value, isAsking: true }));
    ask<T>(path).then(
      (value) => isGone || setAnswer({ value, isAsking: false }),
      (error) => isGone || setAnswer({ error, isAsking: false }),
    );
    return () => {
      isGone = true;
    };
  }, [path]);

  return answer;
}

/** GETs a path; throws the API's own message when it refuses. */
export async function ask<T>(path: string): Promise<T> {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(`/api/v2${path}`, { signal }).catch(() => {
    throw new Error("Tracing does not answer.");
  });
  if (response.ok) return response.json();
  throw new Error(await reasonOf(response));
}

type Problem = {
  detail?: string;
  errors?: { field: string; message: string }[];
};

async function reasonOf(response: Response): Promise<string> {
  const problem: Problem = await response.json().catch(() => ({}));
  const [first] = problem.errors ?? [];
  if (first) return `${first.field} ${first.message}.`;
  return problem.detail ?? `Tracing replied ${response.status}.`;
}
