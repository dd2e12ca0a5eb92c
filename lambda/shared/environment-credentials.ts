import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Stands in for the SDK's chain of credential providers: a function's credentials are in its environment, and nowhere else. */
export const defaultProvider = fromEnv;
