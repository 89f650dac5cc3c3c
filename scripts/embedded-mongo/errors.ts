/** The codes of MongoDB's `error_codes.yml` that this server gives. */
const codes = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  NotAReplicaSet: 123,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  InvalidIndexSpecificationOption: 197,
  NotImplemented: 238,
  ConversionFailure: 241,
  UnsupportedOpQueryCommand: 352,
  DuplicateKey: 11000,
  OutOfDiskSpace: 14031,
};

/** Many refusals have no name but a number, as in `Location40415`. */
export type CodeName = keyof typeof codes | `Location${number}`;

function codeOf(codeName: CodeName): number {
  if (codeName in codes) return codes[codeName as keyof typeof codes];
  return Number(codeName.slice("Location".length));
}

/** A refusal for the client; `details` are further fields of the reply. */
export class CommandError extends Error {
  readonly codeName: CodeName;
  readonly code: number;
  readonly details: Record<string, unknown>;

  constructor(
    codeName: CodeName,
    message: string,
    details: Record<string, unknown> = {},
  ) {
    super(message);
    this.codeName = codeName;
    this.code = codeOf(codeName);
    this.details = details;
  }
}

/** Bytes that are no message of the protocol: the connection is closed. */
export class ProtocolError extends Error {}
