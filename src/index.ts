// What every document construct is.
export * from './document/document-base';
export * from './document/document-options';
export * from './document/document-type';
export * from './document/document-format';
export * from './document/update-method';
export * from './document/document-attachment';
export * from './document/document-parameter';
export * from './document/document-parameter-options';
export { DocumentGrants } from './document/document-grants';

// Documents of any type, from files, texts and objects.
export * from './document/content';
export * from './document/document';

// Session documents.
export * from './session/session-document';
export * from './session/session';
export * from './session/session-options';
export type { ShellProfile, ShellSessionProps } from './session/shell-session';
export type { InteractiveCommandsProps, NonInteractiveCommandsProps } from './session/command-session';
export type { PortForwardingSessionProps, SshSessionProps } from './session/port-session';
export * from './session/session-document-grants';
export * from './session/session-resources';
export * from './session/nodes';
