import { courseDirectory, findStageDirectory, stages } from "../course.ts";
import { movedService } from "./02-moved-service.ts";
import { killedInstance } from "./03-killed-instance.ts";
import { unhealthyInstance } from "./05-unhealthy-instance.ts";
import { intrusion } from "./06-intrusion.ts";
import { hangingService } from "./07-hanging-service.ts";
import { slowHop } from "./08-slow-hop.ts";
import { events } from "./99-events.ts";
import { partial } from "./99-partial.ts";
import { payment } from "./99-payment.ts";
import { queue } from "./99-queue.ts";
import type { Course } from "./arguments.ts";

/** The stages, and their lessons in the order of the talk. */
export const course: Course = {
  root: courseDirectory,
  stages,
  find: findStageDirectory,
  lessons: [
    movedService,
    killedInstance,
    unhealthyInstance,
    intrusion,
    hangingService,
    slowHop,
    queue,
    payment,
    events,
    partial,
  ],
};
