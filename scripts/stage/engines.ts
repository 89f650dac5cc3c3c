import { fileURLToPath } from "node:url";

/** A server that services use, and that the course has a small version of. */
export type Engine = {
  /** Its name in the table, and that of its folder in .build. */
  name: string;
  path: string;
  scheme: "mongodb" | "amqp";
  /** Its usual port. */
  port: number;
  /** The variable with the URL; if it is set, none is started. */
  setting: "MONGODB_URL" | "AMQP_URL";
};

const folder = (name: string) =>
  fileURLToPath(new URL(`../${name}/`, import.meta.url));

export const database: Engine = {
  name: "mongodb",
  path: folder("embedded-mongo"),
  scheme: "mongodb",
  port: 27017,
  setting: "MONGODB_URL",
};

/** For stages whose stage.json has `"broker": true`. */
export const broker: Engine = {
  name: "rabbitmq",
  path: folder("embedded-amqp"),
  scheme: "amqp",
  port: 5672,
  setting: "AMQP_URL",
};

export const findEngine = (name: string) =>
  [database, broker].find((engine) => engine.name === name);
