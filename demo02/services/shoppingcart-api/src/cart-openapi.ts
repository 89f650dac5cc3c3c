export const cartOpenApi = {};
