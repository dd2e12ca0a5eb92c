import { contentHash } from '../../src/content/hash';
import { parse } from '../../src/content/parse/parse';
import { render } from '../../src/content/render/render';

/** The content of AWS-RunShellScript, as the AWS CLI's documentation of get-document prints it. */
const RUN_SHELL_SCRIPT = `{
    "schemaVersion":"1.2",
    "description":"Run a shell script or specify the commands to run.",
    "parameters":{
        "commands":{
            "type":"StringList",
            "description":"(Required) Specify a shell script or a command to run.",
            "minItems":1,
            "displayType":"textarea"
        },
        "workingDirectory":{
            "type":"String",
            "default":"",
            "description":"(Optional) The path to the working directory on your instance.",
            "maxChars":4096
        },
        "executionTimeout":{
            "type":"String",
            "default":"3600",
            "description":"(Optional) The time in seconds for a command to complete before it is considered to have failed. Default is 3600 (1 hour). Maximum is 172800 (48 hours).",
            "allowedPattern":"([1-9][0-9]{0,4})|(1[0-6][0-9]{4})|(17[0-1][0-9]{3})|(172[0-7][0-9]{2})|(172800)"
        }
    },
    "runtimeConfig":{
        "aws:runShellScript":{
            "properties":[
                {
                    "id":"0.aws:runShellScript",
                    "runCommand":"{{ commands }}",
                    "workingDirectory":"{{ workingDirectory }}",
                    "timeoutSeconds":"{{ executionTimeout }}"
                }
            ]
        }
    }
}
`;

test('the hash is the one that SSM reports for its own document', () => {
  expect(contentHash(RUN_SHELL_SCRIPT)).toBe('99749de5e62f71e5ebe9a55c2321e2c394796afe7208cff048696541e6f6771e');
});

test('white space and the format count', () => {
  const { content } = parse(RUN_SHELL_SCRIPT);
  const texts = [RUN_SHELL_SCRIPT, RUN_SHELL_SCRIPT.trimEnd(), render(content, { format: 'JSON' }), render(content, { format: 'JSON', pretty: true }), render(content, { format: 'YAML' })];
  expect(new Set(texts.map(contentHash)).size).toBe(texts.length);
});

test('the hash is of UTF-8 bytes', () => {
  expect(contentHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(contentHash('é😀\ufeff')).toBe('cd30ac4f7cf899d3d0666ab9bd3d0c2f3dda9c7e14c81f1fb0d500108892b400');
});

test('a text without UTF-8 bytes has no hash, rather than that of another text', () => {
  expect(() => contentHash('a\ud800')).toThrow('half of a surrogate pair');
  expect(() => contentHash('\ude00\ud83d')).toThrow('half of a surrogate pair');
  expect(contentHash('\ud83d\ude00')).toBe(contentHash('😀'));
});
