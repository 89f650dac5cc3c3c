export const numberOpenApi = {};
