import { describeBodies } from "./describe-bodies.ts";
import { routes } from "./routes.ts";

describeBodies(routes);
