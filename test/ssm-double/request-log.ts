import { FaultRule } from './faults';

/** One request that reached the double, in the order of arrival. */
export interface RequestRecord {
  readonly requestId: string;
  readonly at: Date;
  /** Name of the operation, such as "CreateDocument". */
  readonly operation: string;
  /** The parsed body. */
  readonly input: any;
  /** Access key id of the signature; '' when there is none. */
  readonly accessKeyId: string;
  /** HTTP status; undefined when the connection was cut or the answer is still to come. */
  readonly status?: number;
  /** Code of the error answered. */
  readonly code?: string;
  readonly message?: string;
  /** Whether the service acted: false for everything refused, and for faults before acting. */
  readonly acted: boolean;
  /** The fault that hit the request. */
  readonly fault?: FaultRule['kind'];
}
