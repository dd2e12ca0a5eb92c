/**
 * The format in which a structured content is written. Calendars and other texts are always kept as text.
 */
export enum DocumentFormat {
  /** Compact JSON, which leaves the most room under SSM's limit of 64 KB. */
  JSON = 'JSON',
  /** YAML for people to read, written so that YAML 1.1 and YAML 1.2 readers read the same. */
  YAML = 'YAML',
}
