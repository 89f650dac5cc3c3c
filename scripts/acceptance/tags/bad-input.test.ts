// @from-99 @monolith

import { describeBodies } from "../bad-input/describe-bodies.ts";
import { describePaths } from "../bad-input/describe-paths.ts";
import { describeQueries } from "../bad-input/describe-queries.ts";
import { tagRoutes } from "./routes.ts";

describeBodies(tagRoutes);
describeQueries(tagRoutes);
describePaths(tagRoutes);
