import { inFile, type Mutant } from "./mutant.ts";

const live = "demo99/services/gateway/src/live";
const serverTest = ["demo99/services/gateway/test/live-server.test.ts"];
const hubTest = ["demo99/services/gateway/test/live.test.ts"];

/** Faults in the connections of open pages. */
export const liveMutants: Mutant[] = [
  ...inFile(`${live}/live-hub.ts`, hubTest, [
    [
      "tell every customer of every order",
      'caller?.role === "customer" && caller.name === cartId',
      'caller?.role === "customer" || caller?.name === cartId',
    ],
    [
      "take a client with a customer's name for the customer",
      'return caller?.role === "customer" && ',
      "return ",
    ],
    [
      "tell the staff of no order",
      'if (caller?.role === "admin") return true;',
      "",
    ],
    [
      "keep what a slow reader does not read",
      "socket.bufferedAmount > maxBufferedBytes",
      "socket.bufferedAmount > Number.MAX_VALUE",
    ],
    [
      "let a new page trust what it has read",
      '      send(socket, { type: "resync" });\n',
      "",
    ],
  ]),
  ...inFile(`${live}/live-feed.ts`, hubTest, [
    ["read the stock for each message", "[...new Set(batch)]", "[...batch]"],
    ["read the stock for no page", "if (hub.isEmpty()) return;", ""],
    ["hide that messages may have been lost", "    onStart: hub.resync,\n", ""],
  ]),
  ...inFile(`${live}/live-caller.ts`, serverTest, [
    [
      "take a bad token for none",
      'if (!decoded) throw new InvalidToken("malformed");',
      "if (!decoded) return undefined;",
    ],
    [
      "believe a token",
      "jwt.verify(token, key, tokenRules) as JwtPayload",
      "(key && decoded.payload) as JwtPayload",
    ],
    [
      "accept tokens for others",
      "jwt.verify(token, key, tokenRules)",
      "jwt.verify(token, key, { algorithms: tokenRules.algorithms })",
    ],
    [
      "ignore the header Authorization",
      'return /^Bearer\\b *(.*)$/i.exec(headers.authorization ?? "")?.[1];',
      "return undefined;",
    ],
  ]),
  ...inFile(`${live}/live-server.ts`, serverTest, [
    [
      "accept pages of all origins",
      "if (origin && !origins.includes(origin)) {",
      "if (origin === origins.join()) {",
    ],
    [
      "accept any number of connections",
      "sockets.clients.size < maxConnections",
      "sockets.clients.size < Number.MAX_VALUE + maxConnections",
    ],
    [
      "accept connections while stopping",
      "if (!isStopping && sockets",
      "if (sockets",
    ],
    ["accept large messages", "maxPayload: 1_024", "maxPayload: 1_024_000"],
    [
      "accept messages",
      'socket.close(codes.unexpected, "Nothing is expected from clients.");',
      "",
    ],
    [
      "keep a connection after its token",
      "if (caller) closeAt(socket, caller.expiresAt);",
      "",
    ],
    [
      "end a connection whose token is valid for long",
      "if (leftMs > longestTimerMs) return;",
      "",
    ],
    [
      "blame the token when it cannot be verified",
      "if (!(error instanceof InvalidToken)) {",
      "if (error.message === codes.token.toString()) {",
    ],
    [
      "serve nothing to a client that offers another protocol",
      "if (!isForLive(req)) return ignoreUpgrade(server, req, socket, head);",
      "if (!isForLive(req)) return endWith(socket, problemText(404, ignoreUpgrade.name));",
    ],
    [
      "keep connections when the gateway stops",
      'socket.close(codes.stopping, "The gateway is stopping.");',
      "",
    ],
  ]),
  ...inFile(`${live}/ignore-upgrade.ts`, serverTest, [
    [
      "lose what has arrived of the body",
      "Buffer.concat([text, head])",
      "Buffer.concat([text, head.subarray(head.length)])",
    ],
  ]),
  ...inFile(`${live}/keep-alive.ts`, serverTest, [
    [
      "keep dead connections",
      "if (silent.has(socket)) return socket.terminate();",
      "",
    ],
    [
      "end connections that answer pings",
      'socket.once("pong", () => silent.delete(socket));',
      "",
    ],
    ["send pages no beat", "    onBeat();\n", ""],
  ]),
  ...inFile(
    "demo99/client/live.ts",
    ["demo99/client/test/live.test.ts"],
    [
      [
        "stay disconnected after a restart",
        "if (code !== tokenRefused) return connectAgain();",
        "if (code === 0) return connectAgain();",
      ],
      [
        "connect again with a refused token",
        "if (code !== tokenRefused) return connectAgain();",
        "if (code !== 0) return connectAgain();",
      ],
      [
        "wait for a connection that is lost for ever",
        "silence = setTimeout(connectAgain, silentMs);",
        "silence = setTimeout(() => {}, silentMs);",
      ],
      [
        "read again in all pages at once",
        'message.type === "resync" && !isFirst',
        'message.type === "resync" && isFirst',
      ],
      [
        "put the token into the URL",
        "/live`;",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: code
        "/live?token=${token}`;",
      ],
    ],
  ),
  ...inFile(
    "demo99/commons/announcements.ts",
    ["demo99/commons/test/announcements.test.ts"],
    [
      [
        "announce changes of no topic",
        "broker.announce(topic, { items })",
        'broker.announce("", { items })',
      ],
    ],
  ),
  ...inFile(
    "demo99/commons/broker/publisher.ts",
    ["scripts/embedded-amqp/test/commons-broker.test.ts"],
    [
      [
        "need a subscriber for an announcement",
        "mandatory: !isTransient,",
        "mandatory: true,",
      ],
    ],
  ),
  ...inFile(
    "demo99/services/inventory-api/src/stock-changes-service.ts",
    ["demo99/services/inventory-api/test/stock-changes-service.test.ts"],
    [
      [
        "hide a change whose reply is lost",
        "    } finally {\n      tell(number);\n    }",
        "    } finally {\n      await change;\n      tell(number);\n    }",
      ],
      [
        "hide sales",
        "telling(line, stock.take(move, line))",
        "stock.take(move, line)",
      ],
    ],
  ),
  ...inFile(
    "demo99/services/shoppingcart-api/src/order-changes-service.ts",
    ["demo99/services/shoppingcart-api/test/order-changes-service.test.ts"],
    [
      [
        "tell what was asked for instead of what was decided",
        "const { orderId, cartId, status } = changed;",
        "const { orderId, cartId, status } = order;",
      ],
    ],
  ),
];
