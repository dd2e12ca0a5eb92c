import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { decodeText } from '../content/parse/decode';
import { ContentMap } from '../content/value';

/**
 * What runs a script. Any other runtime can be given as text.
 */
export class ScriptRuntime {
  /** Python 3.10. */
  public static readonly PYTHON_3_10 = 'python3.10';
  /** Python 3.11. */
  public static readonly PYTHON_3_11 = 'python3.11';
  /** Python 3.12. */
  public static readonly PYTHON_3_12 = 'python3.12';
  /** PowerShell 7.4. */
  public static readonly POWERSHELL_7_4 = 'PowerShell 7.4';

  private constructor() {
  }
}

/**
 * How a script is run.
 */
export interface ScriptOptions {
  /**
   * What runs the script, such as `ScriptRuntime.PYTHON_3_12`.
   *
   * @default - the newest of its language that the user guide lists: ScriptRuntime.PYTHON_3_12 or ScriptRuntime.POWERSHELL_7_4
   */
  readonly runtime?: string;
}

/**
 * How a script is run that lies in a file of its own.
 */
export interface ScriptAssetOptions extends ScriptOptions {
  /**
   * The name of the attachment: 3 to 128 letters, digits, `_`, `-` and `.`.
   *
   * @default - the name of the file
   */
  readonly attachmentName?: string;
}

const INPUTS = ['Runtime', 'Handler', 'Script', 'Attachment'] as const;

/**
 * A file that a script brings along.
 *
 * @internal
 */
export interface ScriptAttachment {
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
  /** The text, where it is a Python file. */
  readonly source?: string;
}

/**
 * What the step `steps.ExecuteScript` runs: Python or PowerShell, in the document or in a file that is attached to it.
 */
export class Script {
  /**
   * Python in the document itself; 100 KB at most.
   *
   * @param code the text of the script. Parameters should come to it by `inputPayload` of the step and not by `{{ … }}` in the
   * text, where a value can become code.
   * @param handler the function that is called with the events and the context.
   * @param options how it is run.
   */
  public static python(code: string, handler: string, options: ScriptOptions = {}): Script {
    return new Script({ Runtime: options.runtime ?? ScriptRuntime.PYTHON_3_12, Handler: handler, Script: code });
  }

  /**
   * Python that is read from a file and stands in the document itself; 100 KB at most. Errors when the file cannot be read.
   *
   * @param path the file, seen from the working directory.
   * @param handler the function that is called with the events and the context.
   * @param options how it is run.
   */
  public static pythonFile(path: string, handler: string, options: ScriptOptions = {}): Script {
    return Script.python(decodeText(read(path)), handler, options);
  }

  /**
   * PowerShell in the document itself; 100 KB at most. The payload is JSON text in `$env:InputPayload`.
   *
   * @param code the text of the script.
   * @param options how it is run.
   */
  public static powerShell(code: string, options: ScriptOptions = {}): Script {
    return new Script({ Runtime: options.runtime ?? ScriptRuntime.POWERSHELL_7_4, Script: code });
  }

  /**
   * PowerShell that is read from a file and stands in the document itself. Errors when the file cannot be read.
   *
   * @param path the file, seen from the working directory.
   * @param options how it is run.
   */
  public static powerShellFile(path: string, options: ScriptOptions = {}): Script {
    return Script.powerShell(decodeText(read(path)), options);
  }

  /**
   * Python in a file that is attached to the document: a `.py` file, or a `.zip` file with modules. The deployment uploads it, and
   * the document holds its SHA-256, so that SSM runs that file and no other.
   *
   * Errors when the file cannot be read or is a folder.
   *
   * @param path the file, seen from the working directory.
   * @param handler the function that is called with the events and the context: `module.function`; without a dot the module is
   * the name of the file.
   * @param options how it is run.
   */
  public static fromAsset(path: string, handler: string, options: ScriptAssetOptions = {}): Script {
    const name = options.attachmentName ?? basename(path);
    const extension = /\.(py|zip)$/.exec(path)?.[1];
    if (extension === undefined) {
      throw new UnscopedValidationError(lit`ScriptFileExtension`,
        `the script ${JSON.stringify(path)} is neither a .py nor a .zip file, which are what Python can be attached as`);
    }
    const qualified = handler.includes('.') || extension === 'zip' ? handler : `${basename(path, '.py')}.${handler}`;
    return new Script(
      { Runtime: options.runtime ?? ScriptRuntime.PYTHON_3_12, Handler: qualified, Attachment: name },
      { ...fileOf(name, path), source: extension === 'py' ? decodeText(read(path)) : undefined });
  }

  /**
   * A PowerShell script with modules in a `.zip` file that is attached to the document, with its SHA-256 among the files of the document.
   *
   * Errors when the file cannot be read or is no `.zip` file.
   *
   * @param path the file, seen from the working directory.
   * @param code the text of the script, which uses what is in the file.
   * @param options how it is run.
   */
  public static powerShellWithAsset(path: string, code: string, options: ScriptAssetOptions = {}): Script {
    if (!path.endsWith('.zip')) {
      throw new UnscopedValidationError(lit`ScriptFileExtension`, `${JSON.stringify(path)} is no .zip file, which is what PowerShell can have attached`);
    }
    const name = options.attachmentName ?? basename(path);
    return new Script(
      { Runtime: options.runtime ?? ScriptRuntime.POWERSHELL_7_4, Script: code, Attachment: name },
      fileOf(name, path));
  }

  /**
   * Python in a file that the document has among its `attachments` and its files already.
   *
   * @param attachmentName the name of the attachment.
   * @param handler the function that is called with the events and the context: `module.function`.
   * @param options how it is run.
   */
  public static fromAttachment(attachmentName: string, handler: string, options: ScriptOptions = {}): Script {
    return new Script({ Runtime: options.runtime ?? ScriptRuntime.PYTHON_3_12, Handler: handler, Attachment: attachmentName });
  }

  /** The script of a step of a content, as far as its inputs are text. @internal */
  public static _read(inputs: ContentMap, attachment?: ScriptAttachment): Script {
    return new Script(Object.fromEntries(INPUTS.flatMap(key => typeof inputs[key] === 'string' ? [[key, inputs[key]]] : [])), attachment);
  }

  private constructor(private readonly inputs: Record<string, string>, private readonly attachment?: ScriptAttachment) {
  }

  /** The inputs that the script becomes. @internal */
  public get _inputs(): Record<string, string> {
    return this.inputs;
  }

  /** @internal */
  public get _attachment(): ScriptAttachment | undefined {
    return this.attachment;
  }
}

function fileOf(name: string, path: string): ScriptAttachment {
  return { name, path, sha256: createHash('sha256').update(read(path)).digest('hex') };
}

function read(path: string): Buffer {
  try {
    if (statSync(path).isDirectory()) {
      throw new UnscopedValidationError(lit`ScriptIsFolder`,
        `the script ${JSON.stringify(path)} is a folder, whose archive is only made when it is uploaded, so its hash is not known; give a .zip file`);
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof UnscopedValidationError) throw error;
    throw new UnscopedValidationError(lit`ScriptFileNotReadable`,
      `the script ${JSON.stringify(path)} cannot be read (${(error as Error).message}); the path is seen from the working directory, ${JSON.stringify(process.cwd())}`);
  }
}
