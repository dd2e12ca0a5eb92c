import { keysOf } from '../key-order';
import { Path } from '../path';
import { visitReferences } from '../references';
import { DOCUMENT_GRAMMARS } from '../schema/document-types';
import { TASK_PARAMETERS } from '../schema/parameters';
import { isMap } from '../value';
import { listed, suggestion } from './nearest';
import { defineRule } from './rule';

/** `{{ X }}` where no parameter X is declared. */
export const referenceRule = defineRule({
  codes: {
    'document/undeclared-parameter': { severity: 'error', summary: 'A reference to a parameter that the document does not declare.' },
    'document/undeclared-in-text': {
      severity: 'warning',
      summary: 'Inside command text, something that looks like a reference to a parameter that the document does not declare.',
    },
    'document/undeclared-in-default': {
      severity: 'warning',
      summary: 'The default of a parameter refers to a parameter that the document does not declare.',
    },
  },
  check({ content, type, references, isUnresolved, report }) {
    const severity = type === undefined ? undefined : DOCUMENT_GRAMMARS[type].undeclaredIn;
    if (severity === undefined || !isMap(content)) return;
    const parameters = isMap(content.parameters) ? content.parameters : {};
    const declared = keysOf(parameters);
    if (isUnresolved(content.parameters) || declared.some(isUnresolved)) return;
    for (const name of declared) {
      const definition = parameters[name];
      if (!isMap(definition) || definition.default === undefined) continue;
      // The guide forbids references to parameters in defaults, yet Amazon's own runbooks have some to parameters that they declare.
      visitReferences(definition.default, ({ reference, text }, path) => {
        if (reference.kind !== 'parameter' || Object.hasOwn(parameters, reference.name) || TASK_PARAMETERS.includes(reference.name)) return;
        report('document/undeclared-in-default', path,
          `${JSON.stringify(text)} refers to no parameter${suggestion(reference.name, declared, `; declared: ${listed(declared)}`)}`, declared);
      }, ['parameters', name, 'default']);
    }
    for (const key of keysOf(content)) {
      // Descriptions may show a reference.
      if (key === 'parameters' || key === 'description' || key === 'templateInformation') continue;
      visitReferences(content[key], ({ reference, text }, path, whole) => {
        if (reference.kind !== 'parameter' || Object.hasOwn(parameters, reference.name) || TASK_PARAMETERS.includes(reference.name)) return;
        if (path[path.length - 1] === 'description') return;
        const others = declared.length === 0 ? '; the document declares no parameters' : `; declared: ${listed(declared)}`;
        const message = `${JSON.stringify(text)} refers to no parameter${suggestion(reference.name, declared, others)}`;
        // What a shell or a template engine means by {{ X }} stays as it is; a value that is nothing but a reference is surely one.
        if (whole.trim() !== text && !references.has(reference.name) && (severity === 'warning' || isCommandText(path))) {
          report('document/undeclared-in-text', path, message, declared);
        } else {
          report('document/undeclared-parameter', path, message, declared);
        }
      }, [key]);
    }
  },
});

/** The commands of a Session document. */
function isCommandText(path: Path): boolean {
  return path[0] === 'properties' && path.length === 3 && path[2] === 'commands';
}
