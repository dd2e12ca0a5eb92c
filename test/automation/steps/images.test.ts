import { aws_kms as kms, Stack } from 'aws-cdk-lib';
import * as steps from '../../../src/automation/steps';
import { DocumentParameter } from '../../../src/document/document-parameter';
import { contentOf, inputsOf, NO_FILES } from '../settled';

const id = DocumentParameter.ofString('Id');
const flag = DocumentParameter.ofBoolean('Flag');
const maps = DocumentParameter.ofMapList('Maps');

describe('CreateImage', () => {
  test('with literals', () => {
    const blockDeviceMappings = [{ DeviceName: '/dev/sdb', NoDevice: '' }];
    expect(contentOf([new steps.CreateImage('A', { instanceId: 'i-1', imageName: 'n', imageDescription: 'd', noReboot: true, blockDeviceMappings })])).toEqual([{
      name: 'A',
      action: 'aws:createImage',
      inputs: { InstanceId: 'i-1', ImageName: 'n', ImageDescription: 'd', NoReboot: true, BlockDeviceMappings: blockDeviceMappings },
    }]);
  });

  test('with references', () => {
    expect(inputsOf(new steps.CreateImage('A', { instanceId: id.valueAsString, imageName: `${id}-1`, noReboot: flag.valueAsAny, blockDeviceMappings: maps.valueAsAny })))
      .toEqual({ InstanceId: '{{ Id }}', ImageName: '{{ Id }}-1', NoReboot: '{{ Flag }}', BlockDeviceMappings: '{{ Maps }}' });
  });
});

describe('CopyImage', () => {
  test('with literals', () => {
    expect(contentOf([new steps.CopyImage('A', {
      sourceRegion: 'us-east-1', sourceImageId: 'ami-1', imageName: 'n', imageDescription: 'd', encrypted: true, key: 'arn:key', clientToken: 't',
    })])).toEqual([{
      name: 'A',
      action: 'aws:copyImage',
      inputs: {
        SourceRegion: 'us-east-1', SourceImageId: 'ami-1', ImageName: 'n', ImageDescription: 'd', Encrypted: true, KmsKeyId: 'arn:key', ClientToken: 't',
      },
    }]);
  });

  test('with a reference and a key', () => {
    const stack = new Stack();
    const key = new kms.CfnKey(stack, 'Key');
    const image = new steps.CreateImage('Image', { instanceId: 'i-1', imageName: 'n' });
    const copy = new steps.CopyImage('A', { sourceRegion: 'us-east-1', sourceImageId: image.imageId, imageName: image.imageState, key, encrypted: flag.valueAsAny });
    expect(stack.resolve(copy._render(NO_FILES).inputs)).toEqual({
      SourceRegion: 'us-east-1',
      SourceImageId: '{{ Image.ImageId }}',
      ImageName: '{{ Image.ImageState }}',
      Encrypted: '{{ Flag }}',
      KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
    });
    expect(stack.resolve([copy.imageId, copy.imageState])).toEqual(['{{ A.ImageId }}', '{{ A.ImageState }}']);
  });
});

test('DeleteImage', () => {
  expect(contentOf([new steps.DeleteImage('A', { imageId: id.valueAsString }), new steps.DeleteImage('B', { imageId: 'ami-1' })])).toEqual([
    { name: 'A', action: 'aws:deleteImage', inputs: { ImageId: '{{ Id }}' } },
    { name: 'B', action: 'aws:deleteImage', inputs: { ImageId: 'ami-1' } },
  ]);
});
