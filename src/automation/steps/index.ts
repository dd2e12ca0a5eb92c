export * from './aws-api';
export * from './branch';
export * from './create-image';
export * from './loop';
export * from './other';
export * from './script';
export * from './sleep';
