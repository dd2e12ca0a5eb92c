import { aws_ssm as ssm } from 'aws-cdk-lib';
import { nameOfDocument } from '../automation/attributes';

/**
 * A runbook that a change template allows, in one version.
 */
export class AllowedRunbook {
  /**
   * A runbook that may be requested.
   *
   * @param document the runbook, its name, or its ARN where another account shares it.
   * @param version the version: `$DEFAULT`, `$LATEST` or a number from 1. `$DEFAULT` when omitted.
   */
  public static of(document: string | ssm.IDocumentRef, version?: string): AllowedRunbook {
    return new AllowedRunbook(document, version);
  }

  /** @internal */
  public static _from(runbook: string | ssm.IDocumentRef | AllowedRunbook): AllowedRunbook {
    return runbook instanceof AllowedRunbook ? runbook : new AllowedRunbook(runbook);
  }

  private constructor(private readonly document: string | ssm.IDocumentRef, private readonly version = '$DEFAULT') {
  }

  /** The runbook, where it is a construct. @internal */
  public get _document(): ssm.IDocumentRef | undefined {
    return typeof this.document === 'string' ? undefined : this.document;
  }

  /** @internal */
  public _render(): Record<string, string> {
    const { document, version } = this;
    return { name: typeof document === 'string' ? document : nameOfDocument(document), version };
  }
}
