import { basename } from "node:path";
import protobuf from "protobufjs";

const { Enum, Namespace, Service, Type } = protobuf;

/** Numbers of 64 bits are bigint, which loses no digit. */
const scalars: Record<string, string> = {
  double: "number",
  float: "number",
  int32: "number",
  uint32: "number",
  int64: "bigint",
  uint64: "bigint",
  bool: "boolean",
  string: "string",
  bytes: "Buffer",
};

/** The types of a .proto's messages and the contract of its service. */
export function toTypeScript(file: string): string {
  const name = basename(file);
  const root = protobuf.loadSync(file);
  root.resolveAll();
  const [contents] = root.nestedArray;
  if (!(contents instanceof Namespace)) throw new Error(`${name} is empty.`);
  const parts = contents.nestedArray.flatMap((part) => {
    if (part instanceof Enum) return [enumOf(part)];
    if (part instanceof Type) return [messageOf(part)];
    if (part instanceof Service) return [apiOf(part), contractOf(part, name)];
    throw new Error(`${name}: ${part.name} has no type yet.`);
  });
  const head = `// Made from ${name} by "npm run protobuf".
import type { Contract } from "#commons/grpc/contract.ts";
`;
  return [head, ...parts].join("\n");
}

function enumOf({ name, values }: protobuf.Enum): string {
  const lines = Object.keys(values).map((value) => `  | "${value}"`);
  return `export type ${name} =\n${lines.join("\n")};\n`;
}

function messageOf({ name, fieldsArray }: protobuf.Type): string {
  const lines = fieldsArray.map((field) => `  ${propertyOf(field)};\n`);
  const body = lines.length > 0 ? `{\n${lines.join("")}}` : "object";
  return `export type ${name} = ${body};\n`;
}

/** A message that is missing is null; an optional field is left out. */
function propertyOf(field: protobuf.Field): string {
  const type = scalars[field.type] ?? field.resolvedType?.name;
  if (!type) throw new Error(`${field.type} has no type yet.`);
  if (field.repeated) return `${field.name}: ${type}[]`;
  if (field.resolvedType instanceof Type)
    return `${field.name}: ${type} | null`;
  const mark = field.options?.proto3_optional ? "?" : "";
  return `${field.name}${mark}: ${type}`;
}

function apiOf({ name, methodsArray }: protobuf.Service): string {
  const lines = methodsArray.map((method) => {
    const { requestType, responseType } = method;
    const call = `${nameOf(method)}(request: ${requestType})`;
    return `  ${call}: Promise<${responseType}>;\n`;
  });
  return `export type ${name} = {\n${lines.join("")}};\n`;
}

function nameOf({ name }: protobuf.Method): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function contractOf({ name, fullName }: protobuf.Service, file: string) {
  const constant = file.replace(".proto", "Contract");
  return `export const ${constant}: Contract<${name}> = {
  service: "${fullName.slice(1)}",
  proto: new URL("./${file}", import.meta.url),
};
`;
}
