import { serviceModel } from './service-model';

/** A refusal in the words of the service. */
export class ServiceError extends Error {
  public constructor(public readonly code: string, message = '', public readonly status = 400) {
    super(message);
  }

  /**
   * The body of the answer. Errors that the model declares for the operation carry `Message`, or nothing where the model gives them no
   * member (InvalidResourceId); the errors every service has carry `message`. Recorded for both.
   */
  public body(operation: string): Record<string, string> {
    const isDeclared = Object.hasOwn(serviceModel.operations, operation) && serviceModel.operations[operation].errors.includes(this.code);
    if (isDeclared) return { __type: this.code, ...serviceModel.errors[this.code].message && { Message: this.message } };
    return { __type: this.code, message: this.message };
  }
}

/** What any operation may answer beside the errors that the model declares for it. */
export const ERRORS_OF_EVERY_SERVICE = [
  'AccessDeniedException', 'InternalServerError', 'InvalidSignatureException', 'MissingAuthenticationTokenException',
  'SerializationException', 'ThrottlingException', 'UnknownOperationException', 'ValidationException',
];

/** Something the double was not built for: the answer is HTTP 501, so that no test passes on it by accident. */
export class NotImplemented extends ServiceError {
  public constructor(message: string) {
    super('NotImplementedByTheDouble', message, 501);
  }
}
