import { event, Invocation, invoke, InvokeOptions } from './invoke';
import type { Answer } from '../../lambda/shared/answer';

/** One custom resource as CloudFormation keeps it: with the id and the properties that it got to know of last. */
export class StackResource<Properties extends object> {
  public physicalId?: string;
  /** Ids that were replaced, and are deleted when the stack is cleaned up. */
  public readonly replaced: [string, Properties][] = [];
  private properties?: Properties;

  public constructor(private readonly handler: string, private readonly type: string, private readonly endpoint: string) {
  }

  /** Create it, or update it. */
  public async deploy(properties: Properties, options?: InvokeOptions): Promise<Answer> {
    const isNew = this.physicalId === undefined;
    const told = await this.ask(isNew ? 'Create' : 'Update', properties, this.physicalId, options, isNew ? undefined : this.properties);
    if (told.Status === 'FAILED') {
      this.physicalId ??= told.PhysicalResourceId;
      return told;
    }
    if (this.physicalId !== undefined && told.PhysicalResourceId !== this.physicalId) this.replaced.push([this.physicalId, this.properties!]);
    this.physicalId = told.PhysicalResourceId;
    this.properties = properties;
    return told;
  }

  /** Delete it, or one that it replaced. */
  public async delete(properties: Properties = this.properties!, physicalId = this.physicalId): Promise<Answer> {
    return this.ask('Delete', properties, physicalId);
  }

  /** What CloudFormation does at the end of a deployment. */
  public async cleanUp(): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const [physicalId, properties] of this.replaced.splice(0)) answers.push(await this.delete(properties, physicalId));
    return answers;
  }

  private async ask(
    RequestType: 'Create' | 'Update' | 'Delete', ResourceProperties: Properties, PhysicalResourceId?: string, options?: InvokeOptions, OldResourceProperties?: Properties,
  ): Promise<Answer> {
    const request = event({ RequestType, ResourceProperties, ResourceType: this.type, PhysicalResourceId, OldResourceProperties });
    return answerOf(await invoke(this.handler, this.endpoint, request, options));
  }
}

/** What CloudFormation was told, which it must be. */
export function answerOf({ told, error, log }: Invocation): Answer {
  if (told === undefined) throw new Error(`CloudFormation was not answered: ${error?.stack}\n${log}`);
  return told;
}
