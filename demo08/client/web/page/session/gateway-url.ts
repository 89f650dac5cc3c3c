/** The base URL of the gateway, from the server of this page. */
export const gatewayUrl: Promise<string> = fetch("/settings.json")
  .then((response) => response.json())
  .then((settings) => settings.gatewayUrl);
