/** The keys of a runbook that a change template allows (`executableRunBooks`). */
export const ALLOWED_RUNBOOK_KEYS: readonly string[] = ['name', 'version'];

/**
 * The alarms that watch the runbook of a change request: `cloudWatchMonitors: { monitors: [name] }`. The user guide shows it once, beside a template
 * that was created and not inside it, so that its place at the top of a template is not verified.
 */
export const MONITORS = 'cloudWatchMonitors';
export const MONITORS_KEYS: readonly string[] = ['monitors'];
