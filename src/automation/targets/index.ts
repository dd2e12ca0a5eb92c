export * from './runbook-target';
