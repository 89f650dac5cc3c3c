// The worker thread of an index, bundled for this service, too.
import "../../search-api/src/index-worker.ts";
