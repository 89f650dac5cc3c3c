// The worker thread of the topics, bundled for this service, too.
import "../../recommend-api/src/topic-worker.ts";
