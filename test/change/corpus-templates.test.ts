import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import {
  AllowedRunbook, ApprovalLevel, Approver, ChangeTemplate, ChangeTemplateProps, Content, DocumentFormat, DocumentParameter,
} from '../../src';
import { check } from '../../src/content/check/check';
import { parse } from '../../src/content/parse/parse';
import { render } from '../../src/content/render/render';
import { ContentMap } from '../../src/content/value';
import { run } from '../cli/run';
import { CORPUS, describeWithCorpus, FOLDER, ordered, textOf } from '../content/corpus';
import { deployedContent, deployedText } from '../document/deployed-content';

const TEMPLATES = CORPUS.filter(({ class: kind }) => kind === 'change-template');

/** The long texts of a template, which people have in files of their own; the test takes them from the template's file. */
interface Texts {
  readonly description: string;
  readonly templateInformation: string;
  readonly parameters: Readonly<Record<string, { readonly description: string }>>;
  readonly mainSteps: readonly { readonly inputs: { readonly Message: string } }[];
}

function hello({ description, templateInformation, parameters, mainSteps }: Texts): ChangeTemplateProps {
  const [topic, ...others] = ['ApproverSnsTopicArn', 'Approver', 'ApproverType'].map(name => DocumentParameter.ofString(name, { description: parameters[name].description }));
  const asked = { topic: topic.valueAsString, message: mainSteps[0].inputs.Message, timeout: Duration.hours(1) };
  return {
    description,
    templateInformation,
    parameters: [topic, ...others],
    runbooks: [AllowedRunbook.of('AWS-HelloWorld', '1')],
    emergencyChange: false,
    autoApprovable: false,
    approvals: [ApprovalLevel.of([Approver.iamUser('John-Doe')], asked), ApprovalLevel.of([Approver.iamRole('Admin', 3)], asked)],
  };
}

/** What the files say, declared. */
const DECLARED: Readonly<Record<string, (texts: Texts) => ChangeTemplateProps>> = {
  'change-template/07486ab84d02.yaml': hello,
  'change-template/0c1fee9590ca.json': hello,
  'change-template/0c476010fcd1.yaml': ({ templateInformation, mainSteps }) => ({
    templateInformation,
    runbooks: ['AWS-HelloWorld'],
    emergencyChange: false,
    autoApprovable: false,
    approvals: [
      ApprovalLevel.of(
        [Approver.iamUser('John Stiles'), Approver.iamUser('Ana Carolina Silva'), Approver.iamGroup('GroupOfThree'), Approver.iamRole('RoleOfTen')],
        { message: mainSteps[0].inputs.Message, timeout: Duration.seconds(10_000) },
      ),
    ],
  }),
};

function deployed(props: ChangeTemplateProps): Stack {
  const stack = new Stack(new App(), 'Stack');
  new ChangeTemplate(stack, 'Template', props);
  return stack;
}

describeWithCorpus('the change templates of the corpus', () => {
  test('are three', () => {
    expect(TEMPLATES.map(({ file }) => file).sort()).toEqual(Object.keys(DECLARED));
  });

  describe.each(TEMPLATES.map(document => ({ document, file: document.file })))('$file', ({ document, file }) => {
    const content = parse(textOf(document)).content as ContentMap;

    test('has no findings but those of its text', () => {
      expect(check(content)).toEqual([]);
    });

    test('reads back the same from compact JSON, indented JSON and YAML', () => {
      for (const options of [{ format: 'JSON' }, { format: 'JSON', pretty: true }, { format: 'YAML' }] as const) {
        expect(ordered(parse(render(content, options)).content)).toEqual(ordered(content));
      }
    });

    test.each([DocumentFormat.JSON, DocumentFormat.YAML])('goes through the construct unchanged, as %s', documentFormat => {
      const stack = deployed({ content: Content.fromFile(join(FOLDER, file)), documentFormat });
      expect(ordered(deployedContent(stack))).toEqual(ordered(content));
      expect(deployedText(stack)).toBe(render(content, { format: documentFormat === DocumentFormat.JSON ? 'JSON' : 'YAML' }));
    });

    test('is the same when it is declared', () => {
      expect(deployedContent(deployed(DECLARED[file](content as unknown as Texts)))).toEqual(content);
    });
  });

  test('are found to be without error by the command line', async () => {
    const { status, out, err } = await run(['validate', join(FOLDER, 'change-template')]);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    // One of them is JSON with line breaks inside of its texts.
    expect(out.trimEnd().split('\n').pop()).toBe('3 documents, 2 warnings');
    expect((await run(['type', join(FOLDER, TEMPLATES[0].file)])).out).toBe('Automation.ChangeTemplate\n');
  });
});
