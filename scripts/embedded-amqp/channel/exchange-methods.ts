import { checkName } from "../broker/definitions.ts";
import { isKnownType } from "../broker/exchange.ts";
import { AmqpError, notImplemented } from "../errors.ts";
import type { Fields } from "../wire/codec.ts";
import type { Method, Session } from "./channel.ts";

type Declare = {
  exchange: string;
  type: string;
  durable: boolean;
  passive: boolean;
  autoDelete: boolean;
  internal: boolean;
  nowait: boolean;
  arguments: Fields;
};
type Delete = { exchange: string; ifUnused: boolean; nowait: boolean };

export function exchangeMethods(session: Session): Record<string, Method> {
  const { broker, send } = session;
  return {
    ExchangeDeclare(fields: Declare) {
      const { exchange: name, type, durable, passive, nowait } = fields;
      if (passive) broker.exchange(name);
      else {
        checkImplemented(fields);
        refuseDefault(name);
        if (!broker.hasExchange(name)) checkName("exchange", name);
        broker.declareExchange({ name, type, durable });
      }
      if (!nowait) send("ExchangeDeclareOk");
    },

    ExchangeDelete({ exchange, nowait, ...options }: Delete) {
      refuseDefault(exchange);
      checkName("exchange", exchange);
      broker.deleteExchange(exchange, options);
      if (!nowait) send("ExchangeDeleteOk");
    },
  };
}

function checkImplemented(fields: Declare): void {
  const [argument] = Object.keys(fields.arguments);
  if (argument) throw notImplemented(`exchange argument '${argument}'`);
  if (fields.autoDelete) throw notImplemented("exchange auto-delete=true");
  if (fields.internal) throw notImplemented("exchange internal=true");
  if (fields.type === "headers") throw notImplemented("exchange type headers");
  if (isKnownType(fields.type)) return;
  const why = `unknown exchange type '${fields.type}'`;
  throw new AmqpError("COMMAND_INVALID", why);
}

export function refuseDefault(exchange: string): void {
  if (exchange !== "") return;
  const why = "operation not permitted on the default exchange";
  throw new AmqpError("ACCESS_REFUSED", why);
}
