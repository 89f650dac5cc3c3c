/** The store's API as typed functions; runs in Node and in browsers. */

export type Kind = "book" | "cd" | "dvd";

export type ItemFields = {
  title: string;
  year: number;
  description?: string;
  priceCents: number;
};

export type BookFields = ItemFields & {
  author: string;
  publisher?: string;
  pages?: number;
};

export type CdFields = ItemFields & {
  artist: string;
  genre: string;
  tracks: number;
  label?: string;
};

export type DvdFields = ItemFields & {
  director: string;
  minutes: number;
  genre?: string;
  studio?: string;
};

export type Book = BookFields & { number: string };
export type Cd = CdFields & { number: string };
export type Dvd = DvdFields & { number: string };

export type Page<T> = { items: T[]; next: string | null };
export type Query = { q?: string; limit?: number; after?: string };

/** What was read, and its `ETag`, which a write sends as `If-Match`. */
export type Tagged<T> = { value: T; etag: string };

export type StockLine = { number: string; onHand: number };

export type CartLine = {
  kind: Kind;
  number: string;
  title: string;
  quantity: number;
  priceCents: number;
  /** The last known title and price: the catalogue is unavailable. */
  isStale?: boolean;
};
export type Cart = {
  cartId: string;
  lines: CartLine[];
  totalCents: number;
  /** An order that is made once its customer has confirmed the charge. */
  unpaid?: { orderId: string; totalCents: number };
  /** From the header `ETag`. */
  etag: string;
};

export type Order = {
  orderId: string;
  lines: CartLine[];
  totalCents: number;
  status: "CONFIRMED";
  payment: "PAID" | "REFUNDED";
};

/** An order as the staff see it: `decidedAt` is an ISO 8601 time. */
export type Sale = Order & { cartId: string; decidedAt: string };

/** The order is made once its customer has confirmed the charge at the URL. */
export type UnpaidOrder = {
  orderId: string;
  status: "PAYMENT_REQUIRES_ACTION";
  action: { url: string };
};

export type Reservation = {
  orderId: string;
  lines: { number: string; quantity: number }[];
};

export type Shortage = {
  number: string;
  title?: string;
  quantity: number;
  onHand: number;
};

export type PriceChange = {
  number: string;
  title: string;
  shownCents: number;
  priceCents: number;
};

export type Profile = { name: string; email: string };
export type User = Profile & { id: string };

/** A message to a channel of the staff; `at` is an ISO 8601 time. */
export type Message = {
  id: string;
  channel: string;
  message: string;
  at: string;
};

/** `number`: of the item that it is about; `createdAt`: an ISO 8601 time. */
export type Post = {
  id: string;
  title: string;
  number?: string;
  author: string;
  createdAt: string;
};

/** Without content, it is not approved, and belongs to another customer. */
export type Comment = {
  id: string;
  content?: string;
  status: "pending" | "approved" | "rejected";
  author: string;
  createdAt: string;
};

/** With its newest 50 comments, the oldest of them first; and their number. */
export type PostWithComments = Post & {
  comments: Comment[];
  commentCount: number;
};

/** `liked` and `hidden` by the caller. */
export type Reactions = {
  postId: string;
  likes: number;
  shares: number;
  liked: boolean;
  hidden: boolean;
};

export type Decision = "approved" | "rejected";

/** A comment, and what is decided about it. */
export type Moderation = {
  commentId: string;
  postId: string;
  content: string;
  author: string;
  createdAt: string;
  status: Decision;
  /** 1 is the automatic decision; later ones are by staff. */
  version: number;
  /** Why it was rejected automatically. */
  reason?: string;
};

/** What search finds: in the catalogues, in reviews, and on other sites. */
export type Source = "books" | "cds" | "dvds" | "posts" | "reddit" | "atom";

/** `id` is unique in its source; that of an item is its number. */
export type Hit = {
  source: Source;
  id: string;
  title: string;
  snippet?: string;
  by: string[];
  score: number;
  /** Of the item that a post is about. */
  number?: string;
  url?: string;
  at?: string;
};

/** The best first. Without the sources that are `late`, it is `partial`. */
export type Found = Page<Hit> & {
  partial: boolean;
  late: string[];
  /** The path at which the answer of all sources will be. */
  links: { self: string; complete?: string };
};

/** The answer of all sources, or the time after which to ask again. */
export type Completed = { found?: Found; retryAfterMs: number };

export type Recommendation = {
  kind: Kind;
  number: string;
  title: string;
  score: number;
  /** Such as "by the same author". */
  reason: string;
};

/** At most 12; without the data of the services that are `late`. */
export type Recommendations = {
  /** Of recommend-api: several run at once. */
  version: string;
  items: Recommendation[];
  partial: boolean;
  late: string[];
};

/** A tag, and how many users have it. */
export type TagCount = { tag: string; count: number };

/** The reply of each service to a ping of the gateway, after `time` ms. */
export type StoreHealth = {
  status: "UP" | "DOWN";
  services: Record<string, { time: number; response?: string; error?: string }>;
};

/** RFC 9457 problem details. */
export type Problem = {
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  errors?: { field: string; message: string }[];
  shortages?: Shortage[];
  priceChanges?: PriceChange[];
  /** Why a card was declined. */
  reason?: string;
};

/** The store refused a request, or gave no reply: `status` is 0 then. */
export class StoreError extends Error {
  readonly problem: Problem;
  readonly status: number;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options);
    this.problem = problem;
    this.status = problem.status;
  }
}

type Login = { token: string; expiresIn: number };

/** The first segments of the store's paths. */
const resources = [
  "books",
  "cds",
  "dvds",
  "numbers",
  "stock",
  "reservations",
  "carts",
  "orders",
  "sales",
  "login",
  "user",
  "users",
  "messages",
  "posts",
  "reactions",
  "moderations",
  "search",
  "recommendations",
  "tags",
  "ping",
  "health",
] as const;

/** One base URL for each first segment of the store's paths. */
export type StoreUrls = Record<(typeof resources)[number], string>;

/** The addresses of the services on this machine. */
export const localUrls: StoreUrls = {
  books: "http://localhost:8081",
  cds: "http://localhost:8082",
  dvds: "http://localhost:8083",
  numbers: "http://localhost:8084",
  stock: "http://localhost:8085",
  reservations: "http://localhost:8085",
  carts: "http://localhost:8086",
  orders: "http://localhost:8086",
  sales: "http://localhost:8086",
  login: "http://localhost:8100",
  user: "http://localhost:8101",
  users: "http://localhost:8101",
  messages: "http://localhost:8102",
  // Three services share these paths: the gateway knows which has which.
  posts: "http://localhost:8100",
  reactions: "http://localhost:8111",
  moderations: "http://localhost:8113",
  search: "http://localhost:8121",
  recommendations: "http://localhost:8122",
  tags: "http://localhost:8123",
  ping: "http://localhost:8100",
  health: "http://localhost:8100",
};

/** The gateway on this machine, for all paths of the store. */
export const gatewayUrls = oneUrl("http://localhost:8100");

/** One base URL for all paths of the store. */
export function oneUrl(url: string): StoreUrls {
  const base = url.replace(/\/+$/, "");
  return Object.fromEntries(
    resources.map((resource) => [resource, base]),
  ) as StoreUrls;
}

type Options = {
  timeoutMs?: number;
  /** Called before each request; undefined for a request without a token. */
  token?: () => string | undefined;
  /** Called when the store answers 401 to a request with a token. */
  onTokenRefused?: (token: string) => void;
};
type Sent = {
  body?: unknown;
  signal?: AbortSignal | undefined;
  etag?: string | undefined;
  /** An `Idempotency-Key`. */
  key?: string | undefined;
};
/** As the cart was shown, by its `etag`; a repeated key has one outcome. */
type CheckoutOptions = Pick<Sent, "etag" | "key">;
export type StoreClient = ReturnType<typeof createStoreClient>;

/**
 * A client of the store. Every function throws a StoreError when the store
 * refuses, gives no reply within `timeoutMs`, or cannot be reached.
 */
export function createStoreClient(
  urls: StoreUrls = gatewayUrls,
  { timeoutMs = 10_000, token, onTokenRefused }: Options = {},
) {
  async function request<T>(
    method: string,
    path: string,
    { body, signal, etag, key }: Sent,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const resource = path.split(/[/?]/)[1] as keyof StoreUrls;
    const timeout = AbortSignal.timeout(timeoutMs);
    const headers = new Headers();
    if (body) headers.set("content-type", "application/json");
    if (etag) headers.set("if-match", etag);
    const bearer = token?.();
    if (key) headers.set("idempotency-key", key);
    if (bearer) headers.set("authorization", `Bearer ${bearer}`);
    try {
      const response = await fetch(urls[resource] + path, {
        method,
        headers,
        body: JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      if (response.status === 401 && bearer) onTokenRefused?.(bearer);
      if (!response.ok) throw new StoreError(await problemOf(response));
      return await read(response);
    } catch (cause) {
      if (cause instanceof StoreError) throw cause;
      const detail = `${method} ${path}: ${(cause as Error).message}`;
      const problem = { title: "No answer", status: 0, detail };
      throw new StoreError(problem, { cause });
    }
  }

  const ask = <T>(method: string, path: string, sent: Sent = {}) =>
    request(method, path, sent, tagged<T>);

  async function call<T>(
    method: string,
    path: string,
    body?: unknown,
    sent: Sent = {},
  ): Promise<T> {
    return (await ask<T>(method, path, { ...sent, body })).value;
  }

  function catalog<Fields, Item>(path: string) {
    const at = (number: string) => `${path}/${encodeURIComponent(number)}`;
    return {
      search: (query: Query = {}, signal?: AbortSignal) =>
        call<Page<Item>>("GET", path + queryString(query), undefined, {
          signal,
        }),
      /** Up to 100 items; numbers that are not sold are left out. */
      list: (numbers: string[]) =>
        call<Page<Item>>("GET", path + numbersString(numbers)),
      get: (number: string) => call<Item>("GET", at(number)),
      read: (number: string) => ask<Item>("GET", at(number)),
      create: (fields: Fields & { stock?: number }) =>
        call<Item>("POST", path, fields),
      /** With `etag`, throws a StoreError of status 412 after a change. */
      replace: (number: string, fields: Fields, etag?: string) =>
        call<Item>("PUT", at(number), fields, { etag }),
      delete: (number: string) => call<void>("DELETE", at(number)),
    };
  }

  async function askCart(...request: Parameters<typeof ask>): Promise<Cart> {
    const { value, etag } = await ask<Omit<Cart, "etag">>(...request);
    return { ...value, etag };
  }

  const cart = (cartId: string) => `/carts/${encodeURIComponent(cartId)}`;
  const line = (cartId: string, number: string) =>
    `${cart(cartId)}/lines/${encodeURIComponent(number)}`;
  const orderPath = (id: string) => `/orders/${encodeURIComponent(id)}`;
  const userPath = (id: string) => `/user/${encodeURIComponent(id)}`;
  const postPath = (id: string) => `/posts/${encodeURIComponent(id)}`;
  const react = (method: string, id: string, what: string) =>
    call<Reactions>(method, `${postPath(id)}/${what}`);
  const stockOf = (number: string) => `/stock/${encodeURIComponent(number)}`;

  return {
    books: catalog<BookFields, Book>("/books"),
    cds: catalog<CdFields, Cd>("/cds"),
    dvds: catalog<DvdFields, Dvd>("/dvds"),
    numbers: {
      next: (kind: Kind) =>
        call<{ number: string; standard: string }>("GET", `/numbers/${kind}`),
    },
    stock: {
      list: (numbers: string[]) =>
        call<{ items: StockLine[] }>("GET", `/stock${numbersString(numbers)}`),
      get: (number: string) => call<StockLine>("GET", stockOf(number)),
      read: (number: string) => ask<StockLine>("GET", stockOf(number)),
      /** With `etag`, throws a StoreError of status 412 after a change. */
      set: (number: string, onHand: number, etag?: string) =>
        call<StockLine>("PUT", stockOf(number), { onHand }, { etag }),
      delete: (number: string) => call<void>("DELETE", stockOf(number)),
    },
    reservations: {
      make: (reservation: Reservation) =>
        call<Reservation>("POST", "/reservations", reservation),
      cancel: (orderId: string) =>
        call<void>("DELETE", `/reservations/${encodeURIComponent(orderId)}`),
    },
    carts: {
      get: (cartId: string) => askCart("GET", cart(cartId)),
      add: (
        cartId: string,
        added: { kind: Kind; number: string; quantity: number },
      ) => askCart("POST", `${cart(cartId)}/lines`, { body: added }),
      /** With `etag`, throws a StoreError of status 412 after a change. */
      setQuantity: (
        cartId: string,
        number: string,
        quantity: number,
        etag?: string,
      ) => askCart("PUT", line(cartId, number), { body: { quantity }, etag }),
      remove: (cartId: string, number: string) =>
        askCart("DELETE", line(cartId, number)),
      /** By the card on file. A repeated key gets the same response. */
      checkout: (cartId: string, options: CheckoutOptions = {}) =>
        call<Order>("POST", `${cart(cartId)}/checkout`, undefined, options),
      /** By the card of a token, such as `tok_requires_action`. */
      checkoutBy: (
        cartId: string,
        token: string,
        options: CheckoutOptions = {},
      ) =>
        call<Order | UnpaidOrder>(
          "POST",
          `${cart(cartId)}/checkout`,
          { payment: { token } },
          options,
        ),
    },
    orders: {
      get: (orderId: string) => call<Order>("GET", orderPath(orderId)),
      /** The orders of a cart, the latest first. */
      list: (cartId: string, query: Omit<Query, "q"> = {}) =>
        call<Page<Order>>("GET", `/orders${queryString({ cartId, ...query })}`),
      /** After a checkout that required an action. */
      completePayment: (orderId: string, approved: boolean) =>
        call<Order>("POST", `${orderPath(orderId)}/payment`, { approved }),
      /** Returns money and stock; for staff. */
      refund: (orderId: string) =>
        call<Order>("POST", `${orderPath(orderId)}/refund`),
    },
    sales: {
      /** The orders of all customers, the latest first; for staff. */
      list: (query: Omit<Query, "q"> = {}) =>
        call<Page<Sale>>("GET", `/sales${queryString(query)}`),
    },
    users: {
      create: (user: Profile & { password?: string }) =>
        call<User>("POST", "/user", user),
      get: (id: string) => call<User>("GET", userPath(id)),
      read: (id: string) => ask<User>("GET", userPath(id)),
      /** As above with `etag`; returns the new tag, too. */
      replace: (id: string, body: Profile, etag?: string) =>
        ask<User>("PUT", userPath(id), { body, etag }),
      changePassword: (
        id: string,
        passwords: { currentPassword: string; newPassword: string },
      ) => call<void>("PUT", `${userPath(id)}/password`, passwords),
      list: (query: Omit<Query, "q"> = {}) =>
        call<Page<User>>("GET", `/users${queryString(query)}`),
    },
    messages: {
      /** The newest first, without the `offset` newest ones. */
      list: (
        query: { channel?: string; limit?: number; offset?: number } = {},
      ) => call<{ items: Message[] }>("GET", `/messages${queryString(query)}`),
    },
    posts: {
      /** All posts with their newest comments, the newest post first. */
      list: (query: Omit<Query, "q"> & { number?: string } = {}) =>
        call<Page<PostWithComments>>("GET", `/posts${queryString(query)}`),
      get: (id: string) => call<Post>("GET", postPath(id)),
      create: (post: { title: string; number?: string }) =>
        call<Post>("POST", "/posts/create", post),
      like: (id: string) => react("PUT", id, "like"),
      unlike: (id: string) => react("DELETE", id, "like"),
      share: (id: string) => react("POST", id, "share"),
      /** Hides a post from the own view: lists still have it. */
      hide: (id: string) => react("PUT", id, "hidden"),
      unhide: (id: string) => react("DELETE", id, "hidden"),
    },
    comments: {
      /** The comment awaits moderation. */
      create: (postId: string, content: string) =>
        call<Comment & { postId: string }>(
          "POST",
          `${postPath(postId)}/comments`,
          { content },
        ),
      /** The oldest first. */
      list: (postId: string, query: Omit<Query, "q"> = {}) =>
        call<Page<Comment & { postId: string }>>(
          "GET",
          `${postPath(postId)}/comments${queryString(query)}`,
        ),
    },
    reactions: {
      /** Of up to 100 posts; unknown ones are left out. */
      list: (postIds: string[]) =>
        call<{ items: Reactions[] }>(
          "GET",
          `/reactions${queryString({ posts: postIds.join(",") })}`,
        ),
    },
    /** For staff. */
    moderations: {
      /** The newest comment first. */
      list: (query: Omit<Query, "q"> & { status?: Decision } = {}) =>
        call<Page<Moderation>>("GET", `/moderations${queryString(query)}`),
      overrule: (commentId: string, status: Decision) =>
        call<Moderation>(
          "PUT",
          `/moderations/${encodeURIComponent(commentId)}`,
          { status },
        ),
    },
    search: {
      /** In all sources. */
      find: (query: Query, signal?: AbortSignal) =>
        call<Found>("GET", `/search${queryString(query)}`, undefined, {
          signal,
        }),
      /** At `links.complete` of a partial answer. */
      complete: (path: string, signal?: AbortSignal) =>
        request("GET", path, { signal }, completed),
    },
    recommendations: {
      /** The best first; none of them is one of the items themselves. */
      list: (numbers: string[]) =>
        call<Recommendations>(
          "GET",
          `/recommendations${numbersString(numbers)}`,
        ),
    },
    tags: {
      /** The user's own. */
      get: (number: string) =>
        call<{ tags: string[] }>("GET", `/tags/${encodeURIComponent(number)}`),
      /** Replaces the user's tags of an item. */
      set: (number: string, tags: string[]) =>
        call<{ tags: string[] }>("PUT", `/tags/${encodeURIComponent(number)}`, {
          tags,
        }),
      /** Own tags that begin like this, and those that several users have. */
      complete: (prefix: string, limit: number, signal?: AbortSignal) =>
        call<{ items: TagCount[] }>(
          "GET",
          `/tags${queryString({ prefix, limit })}`,
          undefined,
          { signal },
        ),
    },
    /** Asks the gateway itself. */
    ping: () => call<{ response: string }>("GET", "/ping"),
    /** Of all services; a service without a reply has an `error`. */
    health: () => call<StoreHealth>("GET", "/health"),
    /** With a user name or an e-mail address. */
    login: (username: string, password: string) =>
      call<Login>("POST", "/login", { username, password }),
  };
}

async function tagged<T>(response: Response): Promise<Tagged<T>> {
  const isEmpty = response.status === 204;
  const value = (isEmpty ? undefined : await response.json()) as T;
  return { value, etag: response.headers.get("etag") ?? "" };
}

async function completed(response: Response): Promise<Completed> {
  const body = await response.json();
  const seconds = Number(response.headers.get("retry-after"));
  const retryAfterMs = (seconds || 1) * 1_000;
  return response.status === 202
    ? { retryAfterMs }
    : { retryAfterMs, found: body };
}

function numbersString(numbers: string[]) {
  return queryString({ numbers: numbers.join(",") });
}

function queryString(query: Record<string, string | number | undefined>) {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined,
  );
  const text = new URLSearchParams(
    given.map(([name, value]) => [name, String(value)]),
  ).toString();
  return text && `?${text}`;
}

async function problemOf(response: Response): Promise<Problem> {
  const { status, statusText: title } = response;
  const body = await response.json().catch(() => ({}));
  return { title, ...(body as object), status };
}
