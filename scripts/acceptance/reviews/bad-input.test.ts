// @from-99

import { describeBodies } from "../bad-input/describe-bodies.ts";
import { describePaths } from "../bad-input/describe-paths.ts";
import { describeQueries } from "../bad-input/describe-queries.ts";
import { reviewRoutes } from "./routes.ts";

/** One of each: these have the code of others in this list. */
const alike = ["DELETE /posts/{id}/like", "PUT /posts/{id}/hidden"];
const routes = reviewRoutes.filter(({ name }) => !alike.includes(name));

describeBodies(routes);
describeQueries(routes);
describePaths(routes);
