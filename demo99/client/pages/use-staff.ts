import { useState } from "react";

export type Staff = ReturnType<typeof useStaff>;

/** The login of this tab at a service, which `post` uses for its calls. */
export function useStaff(service: string) {
  const tokenKey = `${service}.token`;
  const [token, setToken] = useState(sessionStorage.getItem(tokenKey) ?? "");
  const [message, setMessage] = useState("");

  function keep(newToken: string) {
    sessionStorage.setItem(tokenKey, newToken);
    setToken(newToken);
  }

  async function post<T>(path: string, body: object): Promise<T | undefined> {
    setMessage("");
    const authorization = token && `Bearer ${token}`;
    const response = await fetch(path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(authorization && { authorization }),
      },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    const reply = await response?.json().catch(() => undefined);
    if (response?.ok) return reply;
    if (token && response?.status === 401) keep("");
    setMessage(reply?.detail ?? `${service} does not respond.`);
    return undefined;
  }

  return {
    isLoggedIn: token !== "",
    /** What went wrong; empty if nothing did. */
    message,

    async logIn(username: string, password: string) {
      type Reply = { token: string };
      const reply = await post<Reply>("/login", { username, password });
      if (reply) keep(reply.token);
    },
    logOut: () => keep(""),
    post,
  };
}
