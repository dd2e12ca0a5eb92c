export * from './approved-patching';
export * from './restarted-instance';
export * from './stopped-instance-image';
export * from './wait-until-managed';
