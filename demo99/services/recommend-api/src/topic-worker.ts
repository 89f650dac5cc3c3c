import { answerThread, inChunks } from "#commons/answer-thread.ts";
import type { RecordChange } from "#commons/replica/replica-thread.ts";
import { findMatches } from "./match-service.ts";
import type { Wanted } from "./recommendation.ts";
import { createTopicService } from "./topic-service.ts";

/** Runs in a thread of its own: see topic-client.ts. */
const topics = createTopicService();

answerThread(async (request: Wanted | RecordChange) => {
  if (!("put" in request)) return findMatches(request, topics);
  const { source, put } = request;
  topics.apply(source, { put: [], delete: request.delete });
  await inChunks(put, (record) =>
    topics.apply(source, { put: [record], delete: [] }),
  );
  return topics.size();
});
