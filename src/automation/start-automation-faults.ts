import { executionTagFaults } from './execution-tags';
import type { StartAutomationOptions } from './start-automation';
import { alarmFaults } from './target-location-faults';
import { breaks, when } from '../document/limits';

const CLIENT_TOKEN = /^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$/;
const MODE = /^(?:Auto|Interactive)$/;
const LOCATIONS_URL = /^https:\/\/[-a-zA-Z0-9@:%._+~#=]{1,253}\.s3(\.[a-z\d-]{9,16})?\.amazonaws\.com\/.{1,2000}/;

/** What is wrong with what StartAutomationExecution alone takes, as far as it is known before deployment. @internal */
export function startFaults(options: StartAutomationOptions): string[] {
  const { targetLocations, targetLocationsUrl } = options;
  return [
    ...breaks('mode', options.mode, MODE, '"Auto" and "Interactive" are allowed'),
    ...breaks('clientToken', options.clientToken, CLIENT_TOKEN, 'it must be a UUID'),
    ...when(targetLocations !== undefined && targetLocationsUrl !== undefined, 'targetLocations and targetLocationsUrl are given; give one of them'),
    ...breaks('targetLocationsUrl', targetLocationsUrl, LOCATIONS_URL, 'a presigned URL of a bucket is allowed, https://<bucket>.s3.<Region>.amazonaws.com/<key>'),
    ...alarmFaults('alarmConfiguration', options.alarmConfiguration),
    ...executionTagFaults(options.tags),
  ];
}
