import { CheckContext } from './rule';

/** What can be found in a Session document. */
export const SESSION_CODES = {
  'session/type': { severity: 'error', summary: 'sessionType is missing or is none of the four session types.' },
  'session/inputs': { severity: 'error', summary: 'inputs is missing where the session type needs it, or is not a map.' },
  'session/properties': { severity: 'error', summary: 'properties is missing where the session type needs it, or is not a map.' },
  'session/unknown-field': { severity: 'warning', summary: 'A field that neither the service nor the agent reads.' },
  'session/field-type': { severity: 'error', summary: 'A field holds a kind of value that the agent cannot decode.' },
  'session/field-loose': { severity: 'warning', summary: 'A field holds a kind of value that is not documented, though it may be read.' },
  'session/field-range': { severity: 'error', summary: 'A timeout or a port is out of its range.' },
  'session/field-form': { severity: 'warning', summary: 'A text does not look like what the field means.' },
  'session/duplicate-field': { severity: 'warning', summary: 'Two spellings of one operating system or field; the agent ignores case, so that one of them is lost.' },
  'session/reference': { severity: 'warning', summary: 'A reference of a kind that sessions do not resolve, such as {{ global:DATE }}.' },
  'session/commands': { severity: 'error', summary: 'No command for any operating system, so that every session fails.' },
  'session/platform-without-commands': { severity: 'warning', summary: 'An operating system without a command, where others have one.' },
  'session/port': { severity: 'error', summary: 'A port session without a port number, or without the socket it forwards to.' },
  'session/link-local-host': { severity: 'error', summary: 'Forwarding to a link-local address, which the agent refuses.' },
  'session/run-as-user': { severity: 'warning', summary: 'Run-as is on without a default user; users without the SSMSessionRunAs tag are refused.' },
  'session/no-effect': { severity: 'warning', summary: 'A field that has no effect in this session type, or without another field.' },
  'session/timeouts': { severity: 'warning', summary: 'The idle timeout is longer than the longest session.' },
  'session/parameter-type': { severity: 'warning', summary: 'A parameter type other than String or StringList in a Session document.' },
  'session/pattern': { severity: 'warning', summary: 'allowedPattern uses what the agent\'s regular expressions (RE2) do not know.' },
} as const;

export type SessionCode = keyof typeof SESSION_CODES & string;
export type SessionContext = CheckContext<SessionCode>;
