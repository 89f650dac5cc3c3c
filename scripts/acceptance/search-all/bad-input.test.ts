// @from-99 @monolith

import { describePaths } from "../bad-input/describe-paths.ts";
import { describeQueries } from "../bad-input/describe-queries.ts";
import { searchRoutes } from "./routes.ts";

describeQueries(searchRoutes);
describePaths(searchRoutes);
